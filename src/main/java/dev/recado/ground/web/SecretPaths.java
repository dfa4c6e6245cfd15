package dev.recado.ground.web;

import java.util.regex.Pattern;

/** Paths that contain a secret, which must not appear in a log. */
public final class SecretPaths {

  private static final Pattern SECRET =
      Pattern.compile(
          "^(/+(?:webhooks?/+[^/]*|whatsapp-webhook|calendar|oauth)/).*", Pattern.DOTALL);

  private SecretPaths() {}

  /** The path as a log may show it. */
  public static String hide(String path) {
    return SECRET.matcher(path).replaceFirst("$1…");
  }

  /**
   * Tells whether a path contains a secret.
   *
   * @param path the path of a request
   */
  public static boolean secret(String path) {
    return SECRET.matcher(path).matches();
  }
}
