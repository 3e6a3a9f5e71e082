/**
 * The error function and its complement, by the classic rational approximations of fdlibm on five intervals;
 * errors below two units in the last place. The tail is available scaled, for logarithms far out.
 */
import { exp } from './exp.ts';

/** Up to here erf comes from its own series, beyond from the complement around 1. */
const SMALL = 0.84375;
const MIDDLE = 1.25;

/** erf(1) rounded, and the first two derivatives' carriers: erf(1 + s) = ERF_ONE + P(s)/Q(s). */
const ERF_ONE = 0.8450629115104675;

/**
 * Error function.
 * @returns 2/sqrt(pi) times the integral of e^(-t^2) from 0 to x
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < SMALL) return x + x * smallRatio(x * x);
  if (Number.isNaN(x)) return x;
  const value = size < MIDDLE ? ERF_ONE + middleRatio(size - 1) : size < 6 ? 1 - upperTail(size) : 1;
  return x > 0 ? value : -value;
}

/**
 * Complementary error function, 1 - erf(x), with full relative precision in the right tail.
 * @returns 0 above 27.3, where the result is below the least double
 */
export function erfc(x: number): number {
  if (x < SMALL) {
    if (x > -SMALL) return x < 0.25 ? 1 - (x + x * smallRatio(x * x)) : 0.5 - (x - 0.5 + x * smallRatio(x * x));
    if (x > -MIDDLE) return 1 + (ERF_ONE + middleRatio(-x - 1));
    return x > -6 ? 2 - upperTail(-x) : 2;
  }
  if (x < MIDDLE) return 1 - ERF_ONE - middleRatio(x - 1);
  return x < 28 ? upperTail(x) : Number.isNaN(x) ? x : 0;
}

/**
 * The exponent g for which erfc(x) = e^(-x^2 + g(x)) / x.
 * @param x from 1.25 to 28
 */
export function tailExponent(x: number): number {
  const s = 1 / (x * x);
  if (x < 1 / 0.35) {
    const numerator =
      -0.009864944034847148 +
      s *
        (-0.6938585727071818 +
          s *
            (-10.558626225323291 +
              s *
                (-62.375332450326006 +
                  s *
                    (-162.39666946257347 +
                      s * (-184.60509290671104 + s * (-81.2874355063066 + s * -9.814329344169145))))));
    const denominator =
      1 +
      s *
        (19.651271667439257 +
          s *
            (137.65775414351904 +
              s *
                (434.56587747522923 +
                  s *
                    (645.3872717332679 +
                      s *
                        (429.00814002756783 +
                          s * (108.63500554177944 + s * (6.570249770319282 + s * -0.0604244152148581)))))));
    return -0.5625 + numerator / denominator;
  }
  const numerator =
    -0.0098649429247001 +
    s *
      (-0.799283237680523 +
        s *
          (-17.757954917754752 +
            s * (-160.63638485582192 + s * (-637.5664433683896 + s * (-1025.0951316110772 + s * -483.5191916086514)))));
  const denominator =
    1 +
    s *
      (30.33806074348246 +
        s *
          (325.7925129965739 +
            s *
              (1536.729586084437 +
                s *
                  (3199.8582195085955 +
                    s * (2553.0504064331644 + s * (474.52854120695537 + s * -22.44095244658582))))));
  return -0.5625 + numerator / denominator;
}

/** erfc for x >= 1.25; the square is taken in two parts, since its rounding would show in the result. */
function upperTail(x: number): number {
  const head = Math.fround(x);
  return (exp(-head * head) * exp((head - x) * (head + x) + tailExponent(x))) / x;
}

/** (erf(x) - x) / x as a function of z = x^2, for |x| < 0.84375. */
function smallRatio(z: number): number {
  const numerator =
    0.12837916709551256 +
    z * (-0.3250421072470015 + z * (-0.02848174957559851 + z * (-0.005770270296489442 + z * -0.000023763016656650163)));
  const denominator =
    1 +
    z *
      (0.39791722395915535 +
        z *
          (0.0650222499887673 +
            z * (0.005081306281875766 + z * (0.00013249473800432164 + z * -0.000003960228278775368))));
  return numerator / denominator;
}

/** erf(1 + s) - ERF_ONE for -0.15625 <= s < 0.25. */
function middleRatio(s: number): number {
  const numerator =
    -0.0023621185607526594 +
    s *
      (0.41485611868374833 +
        s *
          (-0.3722078760357013 +
            s *
              (0.31834661990116175 +
                s * (-0.11089469428239668 + s * (0.035478304325618236 + s * -0.002166375594868791)))));
  const denominator =
    1 +
    s *
      (0.10642088040084423 +
        s *
          (0.540397917702171 +
            s *
              (0.07182865441419627 +
                s * (0.12617121980876164 + s * (0.01363708391202905 + s * 0.011984499846799107)))));
  return numerator / denominator;
}
