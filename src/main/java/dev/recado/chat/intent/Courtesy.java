package dev.recado.chat.intent;

import java.util.regex.Pattern;

/** The polite words around a request: greetings, thanks, a "please". */
public final class Courtesy {

  private static final String THANKS =
      "(?:(?:muit[oa]s?|mt[oa]?) )?(?:obrigad|brigad)(?:[oa]|ao|inh[oa]|is{1,2}im[oa])"
          + "|(?:(?:muito|mto?) )?(?:obg+d?[oa]?|grat[oa])|agradecid[oa]|agradec(?:o|emos)"
          + "|(?:valeu|vlw|vl)+|tmj|(?:many )?thank(?:s| you)(?: (?:so|very) much)?|th?x|tks|tnx|ty"
          + "|(?:muchas )?gracias";

  /** "pela atenção", "o contato": the reason for the thanks, never the request. */
  private static final String FOR =
      "(?: (?:pel[oa]s?|o|a) (?:atencao|contato|retorno|resposta|ajuda|informac(?:ao|oes)|mensagem"
          + "|atendimento|interesse|gentileza|compreensao|lembranca|oferta|convite|carinho)"
          + "(?: de (?:voce|vc)s?)?)?";

  private static final String MANNERS =
      "por favor|por gentileza|faz(?:endo)? favor|p?fv|pfvr?|pf|plea+se|pl[sz]|por fa|ja|agora|now"
          + "|urgente|desde ja|bom dia|boa tarde|boa noite|oi+e?|ola|hola|hi|hel+o|hey|ok(?:ay)?|ta bom"
          + "|beleza|blz|tudo bem|abracos?|abs|at{1,2}|viu";

  private static final Pattern WORDS =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])(?:(?:" + THANKS + ")" + FOR + "|" + MANNERS + ")(?![\\p{L}\\p{N}])");

  /** Words that joined the courtesy to the rest and are left over. */
  private static final Pattern JOINT =
      Pattern.compile(
          "^[^\\p{L}\\p{N}]*(?:(?:mas|porem|so que|e|but|and|pero|y)(?![\\p{L}\\p{N}]))?");

  private Courtesy() {}

  /**
   * Removes the courtesy from a text: "muito obrigado, mas me tira da lista" asks to be removed
   * from the list.
   *
   * @param text any text
   * @return the rest, folded as by {@link PlainText#fold}; empty if there was nothing else
   */
  public static String without(String text) {
    String rest = WORDS.matcher(PlainText.fold(text)).replaceAll(" ");
    return PlainText.fold(JOINT.matcher(PlainText.fold(rest)).replaceFirst(" "));
  }
}
