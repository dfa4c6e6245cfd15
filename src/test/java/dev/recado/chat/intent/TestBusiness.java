package dev.recado.chat.intent;

import org.springframework.core.io.FileSystemResource;

/** The company of the tests of other packages. */
public final class TestBusiness {

  private TestBusiness() {}

  /**
   * Reads the file that the project ships.
   *
   * @return areas such as {@code Cozinhas}
   */
  public static Business ours() {
    return Business.read(new FileSystemResource("routes/intents/business.yaml"));
  }
}
