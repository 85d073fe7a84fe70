import { type App, install } from '../app.ts';

const server = `use std::io::{Read, Write};
use std::net::TcpListener;

fn main() {
    for stream in TcpListener::bind("0.0.0.0:8000").unwrap().incoming() {
        let mut stream = stream.unwrap();
        let mut request = [0u8; 1024];
        let length = stream.read(&mut request).unwrap();
        let line = String::from_utf8_lossy(&request[..length]).lines().next().unwrap_or("").to_string();
        let body = format!("{}\\n", line.to_uppercase());
        write!(stream, "HTTP/1.0 200 OK\\r\\ncontent-length: {}\\r\\n\\r\\n{}", body.len(), body).unwrap();
    }
}
`;

export const rust: App = {
  name: 'rust',
  files: { 'main.rs': server },
  dockerfile: [
    install('rustc', 'gcc', 'libc6-dev'),
    'COPY main.rs /src/',
    'RUN rustc -O -o /usr/local/bin/server /src/main.rs',
    'USER 1000:1000',
    'ENTRYPOINT ["/usr/local/bin/server"]',
  ],
  check: { port: 8000, probe: 'curl -sS http://127.0.0.1:8000/quietly', expected: /^GET \/QUIETLY HTTP\/1\.1\n$/ },
};
