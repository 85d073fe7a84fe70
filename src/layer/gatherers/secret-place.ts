/** What a directory is filled with: by people, by package managers, or for tests and readers. */
export type Place = 'own' | 'shared' | 'made-up';

/** What a distribution or a package manager fills: what is a package's there is the same for everybody. */
const sharedStart =
  /^(?:bin|boot|lib|lib32|lib64|libx32|proc|sbin|sys|usr\/(?:bin|games|include|lib|lib32|lib64|libexec|libx32|sbin|share(?!\/nginx\/html\/)|src\/(?:linux|kernels)[^/]{0,80}|local\/(?:aws-cli|go|include|lib\/(?:node_modules|python[\d.]+)|share))|etc\/(?:alternatives|ssl\/certs|ca-certificates)|opt\/(?:az|conda|java|microsoft)|var\/(?:cache|lib\/(?:apt|dpkg|rpm|apk)))\//;
const sharedInside =
  /(?:^|\/)(?:node_modules|usr\/share\/(?:javascript|nodejs|php|perl5?|python3?|ruby)|site-packages|dist-packages|gems|vendor\/(?:bundle|composer)|go\/pkg\/mod|\.cargo\/registry|\.m2\/repository|google-cloud-sdk)\//;
/** Keys in there are for tests and for readers. */
const madeUpInside =
  /(?:^|\/)(?:__tests__|doc|docs|documentation|examples?|fixtures?|man|samples?|spec|test|testdata|testing|tests|tutorials?)\//i;
/** Somebody may be called `test`; elsewhere than in /home, what says that it is a home is that it hides something. */
const home = /^(?:(?:export\/)?home\/[^/]{1,100}\/|Users\/[^/]{1,100}\/|(?:opt|srv|var\/lib)\/[^/]{1,100}\/(?=\.))/;

/** Members of a tar come directory by directory. */
const last = { directory: '', place: 'own' as Place };

/** @param directory without a leading slash, with one at its end; '' for the root */
export function secretPlace(directory: string): Place {
  if (last.directory !== directory) {
    last.place = placeOf(directory);
    last.directory = directory;
  }
  return last.place;
}

function placeOf(directory: string): Place {
  if (madeUpInside.test(directory.replace(home, ''))) return 'made-up';
  return sharedStart.test(directory) || sharedInside.test(directory) ? 'shared' : 'own';
}
