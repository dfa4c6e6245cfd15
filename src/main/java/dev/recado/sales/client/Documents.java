package dev.recado.sales.client;

import dev.recado.chat.entity.Entities;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the documents of customers. */
public final class Documents {

  private Documents() {}

  /**
   * Reads a CPF or CNPJ as people write it. The check digits count: a mistyped document would be
   * another person's.
   *
   * @param written with or without punctuation
   * @return digits, in a CNPJ capitals, too; empty if it is none
   */
  public static Optional<String> read(String written) {
    Map<String, ?> found = Entities.facts(Entities.find(written, Instant.EPOCH, ZoneOffset.UTC));
    Object document = found.containsKey("cpf") ? found.get("cpf") : found.get("cnpj");
    return Optional.ofNullable(document)
        .map(it -> it.toString().replaceAll("[^0-9A-Za-z]", "").toUpperCase(Locale.ROOT));
  }
}
