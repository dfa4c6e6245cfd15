package dev.recado.sales.agenda;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The secret part of calendar addresses.
 *
 * <p>A token consists of the seller and a number that each revocation raises, so the hub stores no
 * secret.
 */
final class CalendarTokens {

  private static final Pattern TOKEN = Pattern.compile("(\\d{1,18})-([A-Za-z0-9_-]{43})");

  private final JdbcClient jdbc;
  private final SecretKeySpec key;

  CalendarTokens(JdbcClient jdbc, byte[] key) {
    this.jdbc = jdbc;
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  String of(long seller) {
    return seller + "-" + signature(seller, version(seller));
  }

  /** Finds the seller of a valid token. */
  Optional<Long> seller(String token) {
    Matcher parts = TOKEN.matcher(token);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long seller = Long.parseLong(parts.group(1));
    return MessageDigest.isEqual(bytes(parts.group(2)), bytes(signature(seller, version(seller))))
        ? Optional.of(seller)
        : Optional.empty();
  }

  /** Makes all tokens of a seller invalid. */
  void revoke(long seller) {
    jdbc.sql(
            """
            insert into calendar_feed (seller, version) values (?, 1)
                on conflict (seller) do update set version = calendar_feed.version + 1
            """)
        .param(seller)
        .update();
  }

  private int version(long seller) {
    return jdbc.sql("select version from calendar_feed where seller = ?")
        .param(seller)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  private String signature(long seller, int version) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] signature = mac.doFinal(bytes(seller + ":" + version));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
