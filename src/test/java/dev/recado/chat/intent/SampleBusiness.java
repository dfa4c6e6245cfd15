package dev.recado.chat.intent;

import org.springframework.core.io.FileSystemResource;

/** The company of the tests, for packages that build on this one. */
public final class SampleBusiness {

  private SampleBusiness() {}

  /**
   * Reads it.
   *
   * @return with the areas Vendas, Financeiro, Entregas and Assistência
   */
  public static Business read() {
    return Business.read(new FileSystemResource("src/test/resources/intents/business.yaml"));
  }
}
