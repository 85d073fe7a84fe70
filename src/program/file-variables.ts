/** Variables of which what they name is read when a program starts, or whenever it does what they are for. */
export const readVariables: readonly string[] = [
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS', 'GIT_SSL_CAINFO'],
  ...['OPENSSL_CONF', 'LD_PRELOAD', 'BASH_ENV', 'ENV'],
];

/** What these name is for a build or for somebody at a terminal, or is gone through by those who know the programs that use them. */
const others =
  /^(?:PATH|PWD|OLDPWD|HOME|SHELL|EDITOR|VISUAL|PAGER|BROWSER|MAIL|MANPATH|INFOPATH|CC|CXX|CPP|LD|AR|AS|NM|RANLIB|STRIP|OBJCOPY|.*FLAGS|.*_CACHE.*|.*CACHE|.*TMP.*|.*TEMP(?:_?DIR)?|.*LOG(?:_?DIR|S)?|LD_LIBRARY_PATH|LIBRARY_PATH|LD_RUN_PATH|C_INCLUDE_PATH|CPLUS_INCLUDE_PATH|CPATH|PKG_CONFIG.*|CMAKE_.*|ACLOCAL.*|PYTHON|PYTHON(?:HOME|PATH|PYCACHEPREFIX|USERBASE)|VIRTUAL_ENV|CONDA.*|MAMBA.*|PYENV.*|PIP_.*|PIPX_.*|POETRY_.*|UV_.*|NODE_PATH|NVM_.*|PNPM_HOME|YARN_.*|COREPACK.*|npm_.*|NPM_.*|GEM_.*|BUNDLE_.*|RUBYLIB|RBENV.*|PERL.*LIB.*|PERL_.*|GO[A-Z]+|CARGO.*|RUST.*|JAVA_HOME|JRE_HOME|JDK_HOME|CLASSPATH|M2.*|MAVEN_.*|GRADLE.*|ANT_HOME|SBT_HOME|SDKMAN.*|DOTNET_.*|NUGET.*|COMPOSER.*|ASDF.*|HOMEBREW.*|DEBIAN.*|DEBCONF.*|GNUPGHOME|XDG_.*)$/;

/** Absolute paths in a variable that no program is known to do without. */
export function namedByVariable(line: string): { readonly name: string; readonly paths: readonly string[] } {
  const [name = '', value = ''] = [line.slice(0, Math.max(0, line.indexOf('='))), line.slice(line.indexOf('=') + 1)];
  if (name === '' || others.test(name)) return { name, paths: [] };
  // Behind `-javaagent:` or `--config=` as well, but no `//` of an address.
  const words = value.split(/[:;,=\s"']+/).slice(0, maxWords);
  return { name, paths: words.filter((word) => /^\/[^/$]/.test(word)) };
}

const maxWords = 100;
