package dev.recado.sales.seller;

import org.jspecify.annotations.Nullable;

/** Tells operators why a lead went to another pool than its area. */
final class Reasons {

  static final String NOBODY =
      "Nenhum vendedor está ativo; adicione ou ative um para que os contatos tenham quem os atenda.";

  private static final int LONGEST = 60;

  private Reasons() {}

  /**
   * Tells the reason.
   *
   * @param asked the area as received, or null
   * @param area the company's area of this name, or null
   * @param pool the pool that got the lead
   * @param areas all areas
   * @return one sentence or several, or null if the area itself had a seller or no area was
   *     requested
   */
  static @Nullable String of(
      @Nullable String asked, @Nullable String area, String pool, Areas areas) {
    boolean gotOwnArea = pool.equals(area) || areas.fallback().equals(area);
    return gotOwnArea || asked == null || asked.isBlank()
        ? null
        : why(asked, area, areas) + " " + poolSentence(pool);
  }

  private static String why(String asked, @Nullable String area, Areas areas) {
    return area == null
        ? "A área '"
            + shortened(asked)
            + "' não existe; áreas: "
            + String.join(", ", areas.names())
            + "."
        : "Nenhum vendedor ativo atende a área '" + area + "'.";
  }

  /** The text may come from a public form, with any length and with line breaks. */
  private static String shortened(String asked) {
    String line = asked.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST).strip() + "…";
  }

  private static String poolSentence(String pool) {
    return pool.equals(Pools.EVERYBODY)
        ? "O contato entrou no rodízio de todos os vendedores ativos."
        : "O contato ficou com a área '" + pool + "'.";
  }
}
