import { legacy } from './legacy.ts';
import { linksAndWhiteouts } from './links-and-whiteouts.ts';
import { multiPlatform } from './multi-platform.ts';
import { staticNonroot } from './static-nonroot.ts';
import { wastefulApp } from './wasteful-app.ts';

/** The sample images by file name; each is the same bytes every time it is made. */
export const samples: Readonly<Record<string, () => Uint8Array>> = {
  'legacy.tar': legacy,
  'links-and-whiteouts.tar': linksAndWhiteouts,
  'multi-platform.tar': multiPlatform,
  'static-nonroot.tar': staticNonroot,
  'wasteful-app.tar': wastefulApp,
};
