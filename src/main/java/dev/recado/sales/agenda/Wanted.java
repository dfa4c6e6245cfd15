package dev.recado.sales.agenda;

import dev.recado.chat.intent.PlainText;
import java.util.regex.Pattern;

/** What a customer wants done about appointments, by his words alone. */
enum Wanted {
  /** The one he has is not to be. */
  CANCEL,
  /** The one he has is to be at another time. */
  MOVE,
  /** He wants to know what he has. */
  SHOW,
  /** None of the slots that he was offered. */
  OTHER,
  /** He does not want any more. */
  STOP,
  /** Nothing of all that: a wish for an appointment, or a part of one. */
  NONE;

  private static final Pattern NOT_CANCEL =
      Pattern.compile("\\bnao (?:\\w+ ){0,2}(?:cancel|desmarc)");
  private static final Pattern CANCELS = Pattern.compile("\\b(?:cancel|desmarc)\\w*");
  private static final Pattern OTHER_THINGS =
      Pattern.compile(
          "\\b(?:compra|pedido|fatura|boleto|assinatura|contrato|plano|conta|cadastro|parcela)\\b");
  private static final Pattern MOVES =
      Pattern.compile(
          "\\b(?:remarc|reagend|adiar|adia\\b|adie|antecip|troca|mudar|muda\\b|mude|alterar|altera\\b"
              + "|transferir|passar? (?:pra|para))");
  private static final Pattern SHOWS =
      Pattern.compile(
          "\\b(?:qual|quando|que horas|que dia|confirm\\w*)\\b.{0,200}"
              + "\\b(?:meu|minha|nosso|nossa|marcad\\w|agendad\\w|ficou)\\b"
              + "|\\b(?:meu|nosso) (?:horario|agendamento) (?:e|eh|ficou|esta|ta)\\b"
              + "|\\b(?:ver|consultar) (?:o )?meu (?:horario|agendamento)");
  private static final Pattern OTHERS =
      Pattern.compile(
          "(?:nenhum\\w*(?: d?ess[ea]s?| deles| delas)?|(?:tem |quero |prefiro |pode ser |em ){0,9}"
              + "outr[oa]s? (?:dias?|horarios?|datas?|opcao|opcoes|horas?))(?: por favor)?");
  private static final Pattern STOPS =
      Pattern.compile(
          "(?:nao,? )?(?:deixa(?: pra la| para la| quieto| assim)?|esquec[ea]|desisto|desisti"
              + "|nao quero(?: mais)?(?: (?:agendar|marcar|remarcar|mudar|nada))?"
              + "|nao precisa(?: mais)?|nao|nao obrigad[oa]|nao,? obrigad[oa])(?: obrigad[oa])?");

  /**
   * Reads a text.
   *
   * @param text as it was written
   */
  static Wanted of(String text) {
    String folded = PlainText.fold(text);
    if (STOPS.matcher(folded).matches()) {
      return STOP;
    }
    if (CANCELS.matcher(folded).find() && !OTHER_THINGS.matcher(folded).find()) {
      return NOT_CANCEL.matcher(folded).find() ? SHOW : CANCEL;
    }
    if (MOVES.matcher(folded).find()) {
      return MOVE;
    }
    if (OTHERS.matcher(folded).matches()) {
      return OTHER;
    }
    return SHOWS.matcher(folded).find() ? SHOW : NONE;
  }
}
