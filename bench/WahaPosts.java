package bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts customers' messages as WAHA does: signed, each on its own connection, and again until
 * accepted.
 *
 * <p>Each webhook is a recorded one, with another phone, message id and time.
 */
final class WahaPosts {

  private static final String SAMPLE =
      "src/test/resources/contracts/waha/webhook-message-text.noweb.json";

  private static final String PHONE = "5521976540001";
  private static final String MESSAGE_ID = "3EB0A1B2C3D4E5F60718";
  private static final String EVENT_ID = "01k5g9hwfs1nrw9ged43s3zma0";
  private static final String SECONDS = "1784030399";
  private static final String MILLIS = "1784030400123";
  private static final String SESSION = "loja-centro";

  private static final String ALGORITHM = "HmacSHA512";
  private static final int MOST_TRIES = 15;
  private static final long RECONNECT = TimeUnit.SECONDS.toNanos(1);

  private final EventLoop loop;
  private final InetSocketAddress address;
  private final Mac mac;
  private final String sample;

  private long nextId = 0x1000_0000_0000_0000L;
  private String complaint = "";

  WahaPosts(EventLoop loop, Path home, int port, String secret) throws IOException {
    this.loop = loop;
    this.address = new InetSocketAddress("127.0.0.1", port);
    this.mac = mac(secret);
    this.sample = Files.readString(home.resolve(SAMPLE), ISO_8859_1);
  }

  private static Mac mac(String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(ISO_8859_1), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signs one message of a customer and returns the task that posts it, on the loop's thread. */
  Runnable prepare(Customer customer) {
    String id = Long.toHexString(nextId++);
    long now = System.currentTimeMillis();
    String body =
        sample
            .replace(PHONE, customer.phone())
            .replace(MESSAGE_ID, "3EB0" + id.toUpperCase(Locale.ROOT))
            .replace(EVENT_ID, "01k5g9hwfs" + id)
            .replace(MILLIS, Long.toString(now))
            .replace(SECONDS, Long.toString(now / 1000))
            .replace(SESSION, StubWaha.SESSION);
    return new Post(customer, request(body, now));
  }

  private String request(String body, long now) {
    return String.join(
        "\r\n",
        "POST /webhooks/waha HTTP/1.1",
        "Host: 127.0.0.1:" + address.getPort(),
        "User-Agent: WAHA/2026.7.1",
        "Connection: close",
        "Content-Type: application/json",
        "X-Webhook-Timestamp: " + now,
        "X-Webhook-Hmac: " + HexFormat.of().formatHex(mac.doFinal(body.getBytes(ISO_8859_1))),
        "X-Webhook-Hmac-Algorithm: sha512",
        "Content-Length: " + body.length(),
        "",
        body);
  }

  /** Reports the last webhook that was not accepted. */
  String complaint() {
    return complaint;
  }

  /** One webhook, on one connection after another until it is accepted. */
  private final class Post implements Runnable, Connection.Listener {

    private final Customer customer;
    private final String request;
    private long begunAt;
    private int tries;
    private boolean answered;

    Post(Customer customer, String request) {
      this.customer = customer;
      this.request = request;
    }

    @Override
    public void run() {
      if (tries++ == 0) {
        begunAt = System.nanoTime();
      }
      answered = false;
      try {
        Connection.open(loop, address, this).send(request);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void received(Connection from, HttpMessage answer) {
      answered = true;
      if (answer.status() == 202) {
        customer.acknowledged(begunAt, System.nanoTime());
      } else if (answer.status() == 503) {
        again(answer.retryAfter(), "503");
      } else {
        complaint = "a webhook was answered with " + answer.status();
      }
      from.close();
    }

    @Override
    public void closed() {
      if (!answered) {
        again(RECONNECT, "a broken connection");
      }
    }

    private void again(long delay, String because) {
      customer.postedAgain();
      complaint = "a webhook met " + because;
      if (tries < MOST_TRIES) {
        loop.after(delay, this);
      }
    }
  }
}
