package dev.recado.ground.web;

import java.util.regex.Pattern;

/** Paths of which a part is a secret: that part is told to nobody. */
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
   * Tells whether a path has a secret in it.
   *
   * @param path of a request
   */
  public static boolean secret(String path) {
    return SECRET.matcher(path).matches();
  }
}
