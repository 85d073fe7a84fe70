import { type App, install } from '../app.ts';

const server = `package main

import (
	"crypto/x509"
	"fmt"
	"net/http"
	"os/user"
	"time"
)

func main() {
	http.HandleFunc("/zone", func(w http.ResponseWriter, r *http.Request) {
		zone, err := time.LoadLocation("Europe/Berlin")
		fmt.Fprintln(w, time.Unix(0, 0).In(zone), err)
	})
	http.HandleFunc("/user", func(w http.ResponseWriter, r *http.Request) {
		found, err := user.Lookup("daemon")
		fmt.Fprintln(w, found != nil && found.Uid == "1", err)
	})
	http.HandleFunc("/roots", func(w http.ResponseWriter, r *http.Request) {
		pool, err := x509.SystemCertPool()
		fmt.Fprintln(w, len(pool.Subjects()) > 100, err)
	})
	panic(http.ListenAndServe(":8000", nil))
}
`;

const check = {
  port: 8000,
  probe: 'for path in zone user roots; do curl -sS "http://127.0.0.1:8000/$path"; done',
  expected: /^1970-01-01 01:00:00 \+0100 CET <nil>\ntrue <nil>\ntrue <nil>\n$/,
};

function goApp(name: string, cgo: 0 | 1, packages: readonly string[]): App {
  return {
    name,
    files: { 'main.go': server },
    dockerfile: [
      install('golang-go', 'ca-certificates', 'tzdata', ...packages),
      'COPY main.go /src/',
      `RUN cd /src && GOCACHE=/tmp/cache GO111MODULE=off CGO_ENABLED=${cgo} go build -o /usr/local/bin/server main.go`,
      'CMD ["server"]',
    ],
    check,
  };
}

export const goStatic = goApp('go, static', 0, []);
export const goCgo = goApp('go, cgo', 1, ['gcc', 'libc6-dev']);
