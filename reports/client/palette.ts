/** Colours that canvases draw with; the style sheet is their one source. */
export interface Palette {
  readonly ink: string;
  readonly muted: string;
  readonly grid: string;
  readonly surface: string;
  readonly up: string;
  readonly down: string;
  readonly line: string;
  readonly hold: string;
  readonly volume: string;
}

/** Reads the colours of the present theme. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: read('--ink'),
    muted: read('--muted'),
    grid: read('--grid'),
    surface: read('--surface'),
    up: read('--up'),
    down: read('--down'),
    line: read('--line'),
    hold: read('--hold'),
    volume: read('--volume'),
  };
}

/**
 * Wires the theme buttons and tells when colours change, by them or by the system.
 * @param onChange called after every change
 */
export function watchTheme(onChange: () => void): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('[data-theme-choice]')];
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const choice = button.dataset.themeChoice ?? 'auto';
      if (choice === 'auto') delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = choice;
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
      onChange();
    });
  }
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', onChange);
}
