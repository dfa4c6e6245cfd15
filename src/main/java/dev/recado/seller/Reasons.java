package dev.recado.seller;

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
   * @return a sentence or several, or null where the area itself had somebody
   */
  static @Nullable String of(
      @Nullable String asked, @Nullable String area, String pool, Areas areas) {
    return pool.equals(area) ? null : why(asked, area, areas) + " " + where(pool, areas);
  }

  private static String why(@Nullable String asked, @Nullable String area, Areas areas) {
    if (area != null) {
      return "Nenhum vendedor ativo atende a área '" + area + "'.";
    }
    return asked == null || asked.isBlank()
        ? "A área de interesse não é conhecida."
        : "A área '"
            + shown(asked)
            + "' não existe; áreas: "
            + String.join(", ", areas.names())
            + ".";
  }

  /**
   * Anybody may have written it, into a form, at any length and with characters that break lines.
   */
  private static String shown(String asked) {
    String line = asked.strip().replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST).strip() + "…";
  }

  private static String where(String pool, Areas areas) {
    return pool.equals(Pools.EVERYBODY)
        ? "Como ninguém ativo atende a área '"
            + areas.fallback()
            + "', o contato entrou no rodízio de todos os vendedores ativos."
        : "O contato ficou com a área '" + pool + "'.";
  }
}
