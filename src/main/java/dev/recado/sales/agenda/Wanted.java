package dev.recado.sales.agenda;

import dev.recado.chat.intent.PlainText;
import java.util.regex.Pattern;

/** What a customer wants about appointments, by the words of the message alone. */
enum Wanted {
  /** Cancel the customer's appointment. */
  CANCEL,
  /** Move the customer's appointment to another time. */
  MOVE,
  /** Show the customer's appointment. */
  SHOW,
  /** Refuse all slots of the offer. */
  OTHER,
  /** Stop the dialogue. */
  STOP,
  /** None of these: a request for an appointment, or a part of one. */
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
   * @param text the message as written
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
