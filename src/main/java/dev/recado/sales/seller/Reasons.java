package dev.recado.sales.seller;

import org.jspecify.annotations.Nullable;

/** Why a lead went elsewhere than its area, for the person who can change that. */
final class Reasons {

  static final String NOBODY =
      "Nenhum vendedor está ativo; adicione ou ative um para que os contatos tenham quem os atenda.";

  private static final int LONGEST = 60;

  private Reasons() {}

  /**
   * Tells why.
   *
   * @param asked the area as it came, or null
   * @param area the area of ours that it is, or null
   * @param pool where it went
   * @param areas that there are
   * @return a sentence or several, or null where the area itself had somebody, or none was asked
   */
  static @Nullable String of(
      @Nullable String asked, @Nullable String area, String pool, Areas areas) {
    boolean asWished = pool.equals(area) || areas.fallback().equals(area);
    return asWished || asked == null || asked.isBlank()
        ? null
        : why(asked, area, areas) + " " + where(pool);
  }

  private static String why(String asked, @Nullable String area, Areas areas) {
    return area == null
        ? "A área '"
            + shown(asked)
            + "' não existe; áreas: "
            + String.join(", ", areas.names())
            + "."
        : "Nenhum vendedor ativo atende a área '" + area + "'.";
  }

  /**
   * Anybody may have written it, into a form, at any length and with characters that break lines.
   */
  private static String shown(String asked) {
    String line = asked.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST).strip() + "…";
  }

  private static String where(String pool) {
    return pool.equals(Pools.EVERYBODY)
        ? "O contato entrou no rodízio de todos os vendedores ativos."
        : "O contato ficou com a área '" + pool + "'.";
  }
}
