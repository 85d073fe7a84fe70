import { type App, install } from '../app.ts';

const server = `import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.security.KeyStore;
import java.time.*;
import javax.net.ssl.*;

public class Server {
  public static void main(String[] args) throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress(8000), 0);
    server.createContext("/", exchange -> {
      String answer;
      try {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init((KeyStore) null);
        int roots = ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers().length;
        answer = Instant.EPOCH.atZone(ZoneId.of("Asia/Tokyo")) + " " + (roots > 100) + " " + Charset.forName("EUC-JP") + "\\n";
      } catch (Exception error) {
        answer = error + "\\n";
      }
      exchange.sendResponseHeaders(200, answer.length());
      exchange.getResponseBody().write(answer.getBytes());
      exchange.close();
    });
    server.start();
  }
}
`;

export const java: App = {
  name: 'java, http server',
  files: { 'Server.java': server, manifest: 'Main-Class: Server\n' },
  dockerfile: [
    'RUN mkdir -p /usr/share/man/man1',
    install('openjdk-17-jdk-headless', 'ca-certificates-java'),
    'COPY . /src/',
    'RUN cd /src && javac Server.java && jar cfm /srv/server.jar manifest *.class',
    'CMD ["java", "-jar", "/srv/server.jar"]',
  ],
  check: { port: 8000, probe: 'curl -sS http://127.0.0.1:8000/', expected: /^1970-01-01T09:00\+09:00\[Asia\/Tokyo\] true EUC-JP\n$/ },
  without: { paths: /^\/tmp\/hsperfdata_root$/, reason: 'what the compiler left in /tmp when the image was built' },
};
