import { side, strategy } from '#engine';

/** Long from the first candle on: what every other strategy has to beat. */
export default strategy({
  name: 'buy-and-hold',
  sides: 'long',
  each: () => ({ signal: side(1) }),
});
