import { type App, install } from '../app.ts';

const program = `#include <clocale>
#include <iconv.h>
#include <iomanip>
#include <iostream>
#include <locale>
#include <sstream>

static std::string convert(const char *to, const char *from, std::string text) {
  iconv_t descriptor = iconv_open(to, from);
  if (descriptor == (iconv_t)-1) return "no conversion";
  char out[256];
  char *in = text.data(), *end = out;
  size_t left = text.size(), room = sizeof out;
  iconv(descriptor, &in, &left, &end, &room);
  std::ostringstream hex;
  for (char *at = out; at < end; at++) hex << std::hex << std::setw(2) << std::setfill('0') << (int)(unsigned char)*at;
  return hex.str();
}

int main() {
  try {
    std::ostringstream money;
    money.imbue(std::locale("de_DE.UTF-8"));
    money << std::fixed << std::setprecision(2) << 1234567.891;
    std::cout << money.str() << "\\n";
  } catch (std::exception &error) {
    std::cout << "no locale: " << error.what() << "\\n";
  }
  std::cout << convert("ISO-8859-15", "UTF-8", "\\xe2\\x82\\xac") << " " << convert("EUC-JP", "UTF-8", "\\xe6\\x97\\xa5") << "\\n";
  std::cout << (setlocale(LC_ALL, "") ? setlocale(LC_ALL, nullptr) : "none") << "\\n";
}
`;

export const cpp: App = {
  name: 'c++, locale and iconv',
  files: { 'main.cpp': program },
  dockerfile: [
    install('g++', 'libc6-dev', 'locales'),
    'RUN echo "de_DE.UTF-8 UTF-8" > /etc/locale.gen && locale-gen',
    'COPY main.cpp /src/',
    'RUN g++ -O2 -o /opt/convert /src/main.cpp',
    'ENV LANG=de_DE.UTF-8',
    'CMD ["/opt/convert"]',
  ],
  check: { port: null, probe: '', expected: /^1\.234\.567,89\na4 c6fc\nde_DE\.UTF-8\n$/ },
};
