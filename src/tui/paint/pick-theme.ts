import type { Theme } from './theme.ts';
import { type ThemeName, themeNames, themes } from './themes.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The theme that fits a terminal.
 * @param wanted what the configuration says; a name that is none is passed over
 * @param hasColor false with `--no-color`
 */
export function pickTheme(wanted: string | null, hasColor: boolean, environment: Environment): Theme {
  if (!hasColor || (environment['NO_COLOR'] ?? '') !== '') return themes['no-colour'];
  const named = themeNames.find((name) => name === wanted);
  if (named !== undefined) return themes[named];
  return themes[fitting(environment)];
}

function fitting(environment: Environment): ThemeName {
  const { TERM = '', COLORTERM = '' } = environment;
  if (/^(?:linux|vt\d|ansi|screen$|xterm$|rxvt$)/.test(TERM) && COLORTERM === '') return '16-colours';
  return isLight(environment) ? 'light' : 'dark';
}

/** `15;0`: foreground and background by number, as rxvt and Konsole tell it. */
function isLight({ COLORFGBG }: Environment): boolean {
  const background = /;(\d+)$/.exec(COLORFGBG ?? '')?.[1];
  return background === '7' || background === '15';
}
