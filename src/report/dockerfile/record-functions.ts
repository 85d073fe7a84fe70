import { mountedFiles } from './mounted-files.ts';

/**
 * How the build stage makes what is known of packages out of what the image knows, so that nobody has to read it in the Dockerfile:
 * `about PACKAGE...` takes who packages are from dpkg's list of all, `sums LIST...` the checksums of what is kept of them, and
 * `installed DATABASE PACKAGE...` both from that of apk.
 */
export type RecordRecipe =
  | { readonly command: 'about' | 'sums'; readonly word: string }
  | { readonly command: 'installed'; readonly database: string; readonly names: readonly string[] };

export const statusPath = '/var/lib/dpkg/status';
export const sumsDirectory = '/var/lib/dpkg/info';
export const recordDirectory = '/var/lib/dpkg/status.d';

/** Fields with all their lines; of the description the first is enough. */
export const wholeFields = [
  ...['Version', 'Architecture', 'Source', 'Maintainer', 'Section', 'Homepage', 'Multi-Arch', 'Depends', 'Pre-Depends'],
];
/** Of a checksum and the two blanks behind it. */
export const sumLength = 34;

/** Each on several lines, where Docker takes them. They ask for nothing but a POSIX shell; what comes of them is in `record-texts.ts`. */
export function recordFunctions(stage: string): readonly string[] {
  const to = `${stage}${recordDirectory}`;
  return [
    [
      `about() { all=" $* " && to= && part= && while IFS= read -r line || [ -n "$line" ]; do`,
      `  case $line in`,
      `    '') to= ;;`,
      `    'Package: '*) to= && part=all && case $all in *" \${line#* } "*) to="${to}/\${line#* }" && : > "$to" ;; esac ;;`,
      `    ' '*) [ "$part" = all ] || part= ;;`,
      `    Description:*) part=first ;;`,
      `    ${wholeFields.join(':*|')}:*) part=all ;;`,
      `    *) part= ;;`,
      `  esac; if [ -n "$to" ] && [ -n "$part" ]; then printf '%s\\n' "$line" >> "$to"; fi; done < ${statusPath}; }`,
    ],
    [
      `sums() { for list; do while IFS= read -r line || [ -n "$line" ]; do path="/\${line#${'?'.repeat(sumLength)}}";`,
      `  if [ "\${#line}" -gt ${sumLength} ] && cd -P "\${path%/*}/" 2> /dev/null; then path="${stage}$PWD/\${path##*/}";`,
      `    if [ -e "$path" ] || [ -L "$path" ]; then printf '%s\\n' "$line"; fi; fi;`,
      `  done < "${sumsDirectory}/$list.md5sums" > "${to}/\${list%%:*}.md5sums" || return 1; done; }`,
    ],
    [
      `installed() { at=$1 && shift && all=" $* " && take= && first= && while IFS= read -r line || [ -n "$line" ]; do`,
      `  case $take:$line in`,
      `    :P:*) case $all in *" \${line#P:} "*) take=all dir= lead= mode=; printf '%s\\n' "$first" "$line" ;; esac ;;`,
      `    :*) first=$line ;;`,
      `    all:|kept:|gone:) take=; echo ;;`,
      `    all:F:*|kept:F:*|gone:F:*) dir=\${line#F:} lead=$line mode= ;;`,
      `    all:M:*|kept:M:*|gone:M:*) mode=$line ;;`,
      `    all:R:*|kept:R:*|gone:R:*) take=gone; if cd -P "/$dir/" 2> /dev/null; then path="${stage}$PWD/\${line#R:}";`,
      `      if [ -e "$path" ] || [ -L "$path" ] ||`,
      `        case $PWD/\${line#R:} in ${mountedFiles.join('|')}) ;; *) false ;; esac; then`,
      `        take=kept; printf '%s\\n' \${lead:+"$lead"} \${mode:+"$mode"} "$line"; lead= mode=; fi; fi ;;`,
      `    gone:*) ;;`,
      `    *) printf '%s\\n' "$line" ;;`,
      `  esac; done < "$at" > "${stage}$at"; }`,
    ],
  ].map((lines) => lines.join('\n'));
}
