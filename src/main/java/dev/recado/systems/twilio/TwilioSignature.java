package dev.recado.systems.twilio;

import dev.recado.spine.ingress.Hmac;
import dev.recado.spine.ingress.TokenCheck;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code X-Twilio-Signature} is over: the public address with its query, and the parameters
 * (docs/contracts.md#twilio-signature).
 *
 * @param parameters names and values as Twilio joins them; empty for a body of JSON
 */
record TwilioSignature(byte[] parameters) {

  private static final Pattern ADDRESS =
      Pattern.compile("(https?)://([^/?#:\\[\\]@]+|\\[[^\\]]*])(:\\d{1,5})?(.*)", Pattern.DOTALL);

  /** The signature of a form. */
  static TwilioSignature of(TwilioForm form) {
    return new TwilioSignature(form.signed());
  }

  /**
   * The signature of a body that is no form: the address names the body's hash.
   *
   * @param hash the parameter {@code bodySHA256} of the address
   * @return null if the body has another hash
   */
  static @Nullable TwilioSignature ofBody(byte[] body, String hash) {
    try {
      byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(body);
      return TokenCheck.same(hash.toLowerCase(Locale.ROOT), HexFormat.of().formatHex(sha256))
          ? new TwilioSignature(new byte[0])
          : null;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }

  /** Whether somebody with the token has signed the parameters for one of the addresses. */
  boolean fits(String given, String token, Set<String> addresses) {
    return addresses.stream().anyMatch(address -> TokenCheck.same(given, made(token, address)));
  }

  String made(String token, String address) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(address.getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(parameters);
    byte[] key = token.getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(Hmac.of("HmacSHA1", key, signed.toByteArray()));
  }

  /** The forms in which Twilio may have signed an address: it is inconsistent about the port. */
  static Set<String> forms(List<String> addresses) {
    Set<String> forms = new LinkedHashSet<>(addresses);
    for (String address : addresses) {
      Matcher parts = ADDRESS.matcher(address);
      if (parts.matches()) {
        String server = parts.group(1) + "://" + parts.group(2);
        String usual = parts.group(1).equals("https") ? ":443" : ":80";
        forms.add(server + (parts.group(3) == null ? usual : "") + parts.group(4));
      }
    }
    return forms;
  }

  /**
   * The public addresses that a request can have been signed for.
   *
   * @param called the address as the hub sees it
   * @param configured the address that the operator has set, or empty: then the hub sees the right
   *     one
   */
  static Set<String> addresses(String called, String configured) {
    Matcher request = ADDRESS.matcher(called);
    Matcher set = ADDRESS.matcher(configured);
    if (!request.matches() || !set.matches()) {
      return forms(List.of(called));
    }
    int question = request.group(4).indexOf('?');
    String query = question < 0 ? "" : request.group(4).substring(question);
    String port = set.group(3) == null ? "" : set.group(3);
    return forms(
        List.of(
            configured.indexOf('?') < 0 ? configured + query : configured,
            set.group(1) + "://" + set.group(2) + port + request.group(4)));
  }
}
