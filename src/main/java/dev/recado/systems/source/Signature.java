package dev.recado.systems.source;

import dev.recado.spine.ingress.Hmac;
import dev.recado.spine.ingress.Webhook;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sender signs each webhook with the secret (HMAC, RFC 2104).
 *
 * @param header that holds the signature
 * @param algorithm of the hash
 * @param encoding of the signature
 * @param separator between several values in the header, or null if it holds only the signature
 * @param prefix of the signature, such as {@code sha256=}; possibly empty
 * @param signs what is signed: {@code {body}}, {@code {timestamp}}, {@code {header.X}}, {@code
 *     {query.x}} and text between them
 * @param timestamp where the time of the signature stands, or null
 * @param key how the secret is the key
 */
record Signature(
    String header,
    Algorithm algorithm,
    Encoding encoding,
    @Nullable String separator,
    String prefix,
    String signs,
    @Nullable Timestamp timestamp,
    Key key)
    implements Proof {

  static final Pattern PART =
      Pattern.compile("\\{(body|timestamp|(header|query)\\.([A-Za-z0-9._-]+))}");

  /** Milliseconds since 1970 have had more digits than this since 2001, and seconds will not. */
  private static final long MOST_SECONDS = 99_999_999_999L;

  /** The hashes that senders use. */
  enum Algorithm {
    SHA1("HmacSHA1"),
    SHA256("HmacSHA256"),
    SHA512("HmacSHA512");

    private final String javas;

    Algorithm(String javas) {
      this.javas = javas;
    }
  }

  /** How the bytes of a signature are written. */
  enum Encoding {
    HEX,
    BASE64
  }

  /** How the setting becomes the key: its characters, or the bytes that it stands for. */
  enum Key {
    TEXT,
    BASE64
  }

  /**
   * The time of a signature, which makes a webhook that somebody has recorded worthless later.
   *
   * @param header that holds it, or null if it is one of the values of the signature's header
   * @param prefix before it
   * @param within how old the signature may be, or null for any age
   */
  record Timestamp(@Nullable String header, String prefix, @Nullable Duration within) {}

  /** Whether the time cannot be changed without the secret; true if there is none. */
  boolean signsTheTime() {
    String from = timestamp == null ? null : timestamp.header();
    boolean asHeader =
        from != null
            && PART.matcher(signs)
                .results()
                .anyMatch(part -> part.group(1).equalsIgnoreCase("header." + from));
    return timestamp == null || asHeader || signs.contains("{timestamp}");
  }

  @Override
  public boolean trusts(Webhook webhook, String secret) {
    List<String> given = values(webhook.header().apply(header));
    String at = at(webhook, given);
    if (timestamp != null && !fresh(at, webhook.receivedAt())) {
      return false;
    }
    byte[] expected = Hmac.of(algorithm.javas, bytes(secret), signed(webhook, at));
    return given.stream()
        .filter(value -> value.startsWith(prefix))
        .map(value -> decoded(value.substring(prefix.length())))
        .anyMatch(signature -> MessageDigest.isEqual(signature, expected));
  }

  private List<String> values(@Nullable String text) {
    if (text == null) {
      return List.of();
    }
    Stream<String> values =
        separator == null
            ? Stream.of(text)
            : Arrays.stream(text.split(Pattern.quote(separator), 20));
    return values.map(String::strip).toList();
  }

  private @Nullable String at(Webhook webhook, List<String> given) {
    if (timestamp == null) {
      return null;
    }
    Stream<String> values =
        timestamp.header() == null
            ? given.stream()
            : Stream.ofNullable(webhook.header().apply(timestamp.header()));
    return values
        .filter(value -> value.startsWith(timestamp.prefix()))
        .map(value -> value.substring(timestamp.prefix().length()).strip())
        .findFirst()
        .orElse(null);
  }

  private boolean fresh(@Nullable String at, Instant now) {
    if (at == null || timestamp == null) {
      return false;
    }
    if (timestamp.within() == null) {
      return true;
    }
    try {
      Instant signed = instant(at);
      return Duration.between(signed, now).abs().compareTo(timestamp.within()) <= 0;
    } catch (DateTimeException | NumberFormatException | ArithmeticException notATime) {
      return false;
    }
  }

  private static Instant instant(String at) {
    if (at.indexOf('T') > 0) {
      return Instant.parse(at);
    }
    long number = Long.parseLong(at);
    return number > MOST_SECONDS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
  }

  private byte[] signed(Webhook webhook, @Nullable String at) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream(webhook.body().length + 64);
    Matcher part = PART.matcher(signs);
    int end = 0;
    while (part.find()) {
      signed.writeBytes(utf8(signs.substring(end, part.start())));
      signed.writeBytes(
          part.group(1).equals("body") ? webhook.body() : utf8(part(part, webhook, at)));
      end = part.end();
    }
    signed.writeBytes(utf8(signs.substring(end)));
    return signed.toByteArray();
  }

  private static @Nullable String part(Matcher part, Webhook webhook, @Nullable String at) {
    if (part.group(1).equals("timestamp")) {
      return at;
    }
    return part.group(2).equals("header")
        ? webhook.header().apply(part.group(3))
        : webhook.query().apply(part.group(3));
  }

  private static byte[] utf8(@Nullable String text) {
    return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
  }

  /** A signature that cannot be decoded is a wrong one. */
  private byte[] decoded(String text) {
    try {
      return encoding == Encoding.HEX
          ? HexFormat.of().parseHex(text)
          : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notEncoded) {
      return new byte[0];
    }
  }

  /** Standard Webhooks mark such a key with the prefix {@code whsec_}. */
  private byte[] bytes(String secret) {
    return key == Key.TEXT ? utf8(secret) : Base64.getDecoder().decode(text(secret));
  }

  private static String text(String secret) {
    return secret.startsWith("whsec_") ? secret.substring("whsec_".length()) : secret;
  }

  /** What is wrong with a secret; null if it can be the key. */
  @Nullable String refusal(String secret) {
    try {
      return bytes(secret).length == 0 ? "holds no key" : null;
    } catch (IllegalArgumentException notBase64) {
      return "is not the Base64 that this source's \"key: base64\" says";
    }
  }
}
