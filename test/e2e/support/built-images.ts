/** An image that a real engine builds: what happened in it is what the oracles are asked about. */
export type BuiltImage = {
  readonly name: string;
  /** `base/` in the build context holds a root file system with nothing but a static busybox. */
  readonly dockerfile: string;
  /** Needs `debian:bookworm` in the engine, and the network while it is built. */
  readonly isDebian?: boolean;
};

const busybox = ['FROM scratch', 'COPY base /', 'RUN ["/bin/busybox", "--install", "-s", "/bin"]'];

export const builtImages: readonly BuiltImage[] = [
  {
    name: 'deletes',
    dockerfile: dockerfile([
      ...busybox,
      'RUN mkdir -p /d/sub/deep /keep /gone && touch /d/a /d/b /d/sub/c /d/sub/deep/e /keep/.wh /gone/x /opt-nowhere.wh.js',
      'RUN rm /d/a && rm -r /d/sub/deep',
      'RUN rm -rf /gone /d/sub && touch /d/a',
      'RUN rm -rf /d && mkdir /d && touch /d/fresh',
      'RUN rm -rf /d && mkdir -m 0700 /d && touch /d/again && rm -rf /keep && ln -s /d /keep',
    ]),
  },
  {
    name: 'files-over-directories-and-back',
    dockerfile: dockerfile([
      ...busybox,
      'RUN mkdir -p /a/b/c && touch /a/b/c/f && echo file > /x && ln -s /a /link && mkdir /dir && touch /dir/y',
      'RUN rm -rf /a/b && echo now-a-file > /a/b && rm /x && mkdir /x && touch /x/inside && rm /link && mkdir /link && rm -rf /dir && ln -s /x /dir',
      'RUN rm /a/b && mkdir -p /a/b/c && touch /a/b/c/g && rm -rf /x && echo back > /x && rm -rf /link && ln -s /a /link && rm /dir && mkdir /dir',
      'RUN touch /link/through-the-link && mv /a/b /moved && mv /moved/c /c',
    ]),
  },
  {
    name: 'hardlinks',
    dockerfile: dockerfile([
      ...busybox,
      'RUN mkdir /h && echo one > /h/1 && ln /h/1 /h/2 && ln /h/1 /three && echo two > /h/other && ln /h/other /h/other2',
      'RUN ln /h/1 /later && chmod 0600 /h/other',
      'RUN rm /h/1 && rm /h/other',
      'RUN echo changed >> /h/2',
      'RUN ln -s nowhere /h/dangling && ln /h/dangling /h/dangling2 && mknod /h/null c 1 3 && ln /h/null /h/null2',
      'RUN rm -rf /h/null && touch /three',
    ]),
  },
  {
    name: 'modes-owners-and-devices',
    dockerfile: dockerfile([
      ...busybox,
      'RUN mkdir -m 1777 /sticky && mkdir -m 2775 /setgid && cp /bin/busybox /setuid && chmod 4755 /setuid && touch /none && chmod 0 /none',
      'RUN mknod /char c 1 3 && mknod /block b 7 200 && mkfifo -m 0620 /fifo && mknod /big c 250 70000',
      'RUN chown 1000:100 /none && chown 65534:65534 /fifo && chown 4000000:3000000 /sticky && chown -h 7:8 /bin/sh && touch -d 1969-12-31 /old && touch -d 2040-01-01 /new',
      'RUN chmod 0700 /setgid && chown 5:5 /setuid && chmod 7777 /none',
    ]),
  },
  {
    name: 'names-and-sizes',
    dockerfile: dockerfile([
      ...busybox,
      'RUN mkdir /n && cd /n && touch -- "with space" "caf\u00e9" "\u65e5\u672c\u8a9e" "\ud83d\udc0b" "-dash" "new\\\\line" \'quote"\' .wh-not .hidden "$(printf "latin1-\\351")" "$(printf "broken-\\360\\237")" "$(printf "tab\\there")" "$(printf "esc\\033[31m")" "$(printf "line\\nbreak")"',
      `RUN cd /n && ${longNames()}`,
      'RUN truncate -s 9M /sparse && printf end >> /sparse && truncate -s 0 /empty && printf x > /one && head -c 512 /dev/zero > /block && head -c 513 /dev/zero > /more',
      'RUN rm "/n/caf\u00e9" "$(printf "/n/latin1-\\351")" && ln "$(printf "/n/broken-\\360\\237")" /n/linked && ln -s "$(printf "to-\\377")" /n/symlink',
    ]),
  },
  {
    name: 'debian',
    isDebian: true,
    dockerfile: dockerfile([
      'FROM debian:bookworm',
      'RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends libcap2-bin iputils-ping',
      'RUN cp /bin/cat /usr/local/bin/cap && setcap cap_net_bind_service+ep /usr/local/bin/cap && chown -R games:games /var/lib/apt',
      'RUN rm -rf /usr/share/doc /usr/share/man /var/lib/apt/lists /usr/share/locale && mkdir -p /var/lib/apt/lists/partial',
      'RUN DEBIAN_FRONTEND=noninteractive apt-get purge -y iputils-ping && apt-get clean && useradd --system app',
      'RUN chmod -R go-r /etc/apt && setcap -r /usr/local/bin/cap && rm /etc/mtab; touch /etc/hosts',
    ]),
  },
];

function dockerfile(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

/** Names and targets around the sizes where tar formats change: 100, 155, 255 and 256 bytes. */
function longNames(): string {
  const part = 'p'.repeat(90);
  const deep = `${part}/${part}/${part}/${part}`;
  const names = [99, 100, 101, 155, 156, 254, 255].map((length) => 'f'.repeat(length));
  return `touch ${names.join(' ')} && mkdir -p ${deep} && touch ${deep}/file && ln -s /n/${deep}/file symlink-to-long && ln ${deep}/file hardlink-to-long`;
}
