export type Language = 'node' | 'python' | 'ruby' | 'perl' | 'php' | 'java';

/** Of the languages whose programs are text: files of each, and words by which a program writes, starts others or asks who it is. */
export const writeSigns: Readonly<Record<Exclude<Language, 'java'>, { readonly files: RegExp; readonly signs: RegExp }>> = {
  node: {
    files: /\.(?:[cm]?js|[cm]?ts|jsx|tsx)$/,
    signs:
      /(?:\b(?:writeFile|appendFile|createWriteStream|mkdir|mkdtemp|copyFile|unlink|rmdir|symlink|chmod|fchmod|chown|fchown|lchown|ftruncate|utimes|writeSync|openSync|rmSync|cpSync|renameSync|linkSync|truncateSync|writev)(?:Sync)?\b|\b(?:fs\w*|promises)\.(?:open|write|rm|cp|link|rename|truncate)\s*\(|\{[^{}\n]{0,400}\b(?:open|write|rm|cp|link|rename|truncate)\b[^{}\n]{0,400}\}\s*(?:=\s*require\s*\(|from)\s*["'](?:node:)?fs\b|child_process|\b(?:set|get)e?[ug]id\b|["'](?:better-sqlite3|sqlite3|sqlite|node:sqlite|nedb|lowdb|lokijs|level|leveldown|rocksdb|lmdb|multer|log4js|winston|fs-extra|node-persist|puppeteer|playwright|@prisma\/client|typeorm|sequelize|next|nuxt|gatsby|@strapi\/strapi)["'/]|\b(?:Deno|Bun)\.)/,
  },
  python: {
    files: /\.pyw?$/,
    signs:
      /(?:\bopen\s*\([^\n]{0,200}["'][rbtU]*[wax+][rwbtaxU+]*["']|\bopen\s*\([^\n]{0,200}\bmode\s*=|\bopen\s*\([^\n,]{1,200},\s*[a-z_]\w*\s*[,)]|\bos\.open\b|\.write_(?:text|bytes)\b|\.touch\s*\(|\bmkdirs?\b|\bmakedirs\b|\bos\.(?:rename|renames|replace|remove|unlink|rmdir|removedirs|link|symlink|mkfifo|chmod|chown|truncate|set\w*[ug]id|get\w*uid|setgroups|initgroups|chroot|system|popen|exec\w*|spawn\w*|fork)\b|\bshutil\b|\bsubprocess\b|\bmultiprocessing\b|sqlite3\.connect\s*\((?!\s*["']:memory:)|sqlite:\/\/\/|\bshelve\b|\bdbm\b|FileHandler|\bfilename\s*=|\.save\w*\s*\(|\.to_(?:csv|json|parquet|excel|pickle|sql|hdf)\b|\.tofile\b|\.download\w*\s*\(|\bSOCK_RAW\b|\bAF_PACKET\b|\bctypes\b|\bdjango\b|\bstreamlit\b|\bgradio\b)/,
  },
  ruby: {
    files: /(?:\.(?:rb|ru|rake)|\/(?:Rakefile|Gemfile))$/,
    signs:
      /(?:\b(?:File|IO|Pathname)\b[^\n]{0,200}(?:\.(?:write|binwrite|rename|delete|unlink|chmod|chown|symlink|link|truncate|mkfifo|mkpath|mkdir)\b|,\s*(?:mode:\s*)?(?:["'](?:r\+|[wa])[bt+]{0,2}(?::[\w:-]{0,30})?["']|[a-z_]\w*\s*[,)]|File::))|\.open\s*\(\s*["'](?:r\+|[wa])[bt+]{0,2}["']|\bFileUtils\b|\bDir\.(?:mkdir|rmdir|delete|unlink)\b|\bSQLite|sqlite3?\b|Logger\.new\s*\(?\s*["']|\b(?:system|exec|spawn|popen\w*|fork)\b|`|%x|\bProcess::(?:UID|GID|Sys)\b|\be?uid\b|\bPStore\b|YAML::Store|\bRails\b|\bDaemons?\b)/,
  },
  perl: {
    files: /\.(?:pl|pm|cgi|t|psgi)$/,
    signs:
      /(?:\bopen\b[^\n]{0,200}["'][^"'\n]{0,40}[>|]|\bsysopen\b|\bO_(?:WRONLY|RDWR|CREAT)\b|\b(?:mkdir|make_path|mkpath|rmdir|rename|unlink|link|symlink|chmod|chown|truncate|mknod|mkfifo|utime|syscopy|dbmopen|tie)\b|\bFile::(?:Copy|Path|Slurp\w*)\b|\bpath\s*\([^\n]{0,80}\)\s*->\s*(?:spew|append)|\b(?:system|exec|fork|qx|chroot|setuid|setgid)\b|`|\$[<>][\s;)=]|\bSQLite\b|\bDB_File\b|\bStorable\b|\bIO::File\b|Log4perl)/,
  },
  php: {
    files: /\.(?:php\d?|phtml|inc)$/,
    signs:
      /(?:\b(?:file_put_contents|fputs|fwrite|fputcsv|ftruncate|mkdir|rmdir|rename|unlink|copy|touch|symlink|link|chmod|chown|chgrp|move_uploaded_file|imagepng|imagejpeg|imagegif|imagewebp|exec|shell_exec|system|passthru|popen|proc_open|pcntl_\w+|posix_\w+|umask)\s*\(|\bfopen\s*\([^\n]{0,200},\s*(?:["'](?:r\+|[waxc])[bt+]{0,2}["']|\$)|\bSplFileObject\b|\bSQLite3?\b|sqlite:|\berror_log\s*\([^\n]{0,200},|->save\w*\s*\(|\bZipArchive\b|\bPhar\b|`|\b(?:Illuminate|Symfony|WordPress|Drupal|Joomla|CodeIgniter|Cake|Yii|Zend|Laminas|Smarty|Twig)\b)/i,
  },
};

/** Names in a class by which it writes, starts others, links what nobody sees, or keeps a database in a file. */
export const classSigns: readonly string[] = [
  ...['java/io/FileOutputStream', 'java/io/FileWriter', 'java/io/RandomAccessFile', 'java/nio/channels/FileChannel', 'java/nio/file/Files'],
  ...['java/util/logging/FileHandler', 'java/util/prefs/Preferences', 'java/lang/ProcessBuilder', 'java/lang/Runtime', 'loadLibrary'],
  ...['createNewFile', 'createTempFile', 'mkdir', 'mkdirs', 'renameTo', 'deleteOnExit', 'java/io/PrintStream'],
];

/** With these a longer name begins. */
export const classPrefixes: readonly string[] = ['jdbc:sqlite', 'jdbc:h2', 'jdbc:hsqldb', 'jdbc:derby', 'java/lang/foreign/'];

/** Words in the settings of a program in Java by which it, or what it is built on, writes to a file. */
export const settingSigns =
  /FileAppender|\b(?:log(?:ging)?\.(?:file|path|dir)|basedir|accesslog|multipart\.location|jdbc:(?:sqlite|h2|hsqldb|derby))|^\s*(?:file|location)\s*:/im;

/** Functions of the standard library of Go by which a program writes or becomes somebody else. */
export const goSigns: readonly string[] = [
  ...['os.Create', 'os.WriteFile', 'os.Mkdir', 'os.MkdirAll', 'os.Rename', 'os.Truncate', 'os.Symlink', 'os.Link', 'os.Chmod', 'os.Chown'],
  ...[
    'os.Lchown',
    'os.(*File).Truncate',
    'os.(*File).Chmod',
    'os.(*File).Chown',
    'io/ioutil.WriteFile',
    'os.StartProcess',
    'os/exec.Command',
  ],
  ...['syscall.Setuid', 'syscall.Setgid', 'syscall.Setgroups', 'syscall.Setresuid', 'syscall.Setreuid', 'syscall.Chroot', 'syscall.Mount'],
  ...['syscall.Mknod', 'syscall.Mkdir'],
];

/** Functions of the C library of the same kind. */
export const nativeSigns: readonly string[] = [
  ...['mkdir', 'mkdirat', 'creat', 'creat64', 'rename', 'renameat', 'renameat2', 'truncate', 'truncate64', 'ftruncate', 'ftruncate64'],
  ...['symlink', 'symlinkat', 'link', 'linkat', 'mknod', 'mkfifo', 'unlink', 'unlinkat', 'remove', 'rmdir', 'chown', 'fchown', 'lchown'],
  ...[
    'fchownat',
    'chmod',
    'fchmod',
    'fchmodat',
    'setuid',
    'setgid',
    'seteuid',
    'setegid',
    'setreuid',
    'setresuid',
    'setgroups',
    'initgroups',
  ],
  ...[
    'chroot',
    'mount',
    'capset',
    'getuid',
    'geteuid',
    'system',
    'popen',
    'fork',
    'execv',
    'execve',
    'execvp',
    'posix_spawn',
    'posix_spawnp',
  ],
  ...['sqlite3_open', 'sqlite3_open_v2', 'ioperm', 'iopl', '_ZNSt13basic_filebufIcSt11char_traitsIcEE4openEPKcSt13_Ios_Openmode'],
  '_ZNSt14basic_ofstreamIcSt11char_traitsIcEEC1EPKcSt13_Ios_Openmode',
];

/** With these nobody can see whether files are read or written. */
export const openSigns: readonly string[] = ['fopen', 'fopen64', 'freopen', 'freopen64', 'open', 'open64', 'openat', 'openat64'];
