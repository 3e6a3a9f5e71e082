import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** What the folder of the catalog depends on besides what was said. */
export interface CatalogSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/**
 * Finds the folder of the catalog: what was said, else CANDLEBENCH_CATALOG, else where the platform keeps a user's data.
 * @param given folder, as of `--catalog`
 * @param around this process, unless a test says otherwise
 */
export function catalogFolder(given?: string, around?: CatalogSurroundings): string {
  const { env, platform, home } = around ?? { env: process.env, platform: process.platform, home: homedir() };
  const said = given ?? env.CANDLEBENCH_CATALOG;
  if (said !== undefined && said !== '') return said;
  if (platform === 'win32') {
    return win32.join(env.LOCALAPPDATA ?? win32.join(home, 'AppData', 'Local'), 'candlebench', 'catalog');
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'candlebench', 'catalog');
  const data = env.XDG_DATA_HOME;
  // The specification of base directories has relative paths ignored.
  const root = data !== undefined && posix.isAbsolute(data) ? data : posix.join(home, '.local', 'share');
  return posix.join(root, 'candlebench', 'catalog');
}
