package dev.recado.chat.intent;

import java.util.List;

/** The claims that are written in words: amounts, numbers of instalments, days and months. */
final class SpelledOut {

  private static final String DAY =
      "(?:segunda(?! via| opcao)|terca|quarta|quinta|sexta|sabado|domingo)s?(?:-feiras?)?";

  private static final String UNIT =
      "(?:reais|real|contos?|pilas?|paus|mangos|centavos?|por ?cento|vezes|x|parcel\\w+|prestac\\w+"
          + "|mensalidades?|boletos?|minutos?|horas?|dias?|semanas?|mes(?:es)?|anos?)\\b";

  private static final String SMALL =
      "(?:dois|duas|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|quatorze|catorze"
          + "|quinze|dezesseis|dezessete|dezoito|dezenove)\\b";

  /** Number words that people use in a chat only for amounts. */
  private static final String LARGE =
      "vint(?:e|ao|inho)|trint(?:a|ao)|quarent(?:a|ao)|cinquent\\w+|sessent(?:a|ao)|setent(?:a|ao)"
          + "|oitent(?:a|ao)|novent(?:a|ao)|cem|cenzinho|cento|(?:duz|trez)ent[oa]s|quinhent[oa]s"
          + "|(?:quatro|seis|sete|oito|nove)cent[oa]s|mil(?! desculpas)|milh(?:ao|oes|ar|ares)"
          + "|bilh(?:ao|oes)|metade|dobro|triplo|terco|dezenas?|centenas?|duzias?|zero|meia"
          + "|meio[- ]dia";

  private static final String BEFORE_A_NUMBER =
      "(?:por|em|ate|as|das|pelas|apos|dia|custa|fica|sai|pague|pagar|pago|cobro|faco|so|apenas"
          + "|somente|valor e|total e)";

  private static final String ORDINAL =
      "(?:primeir|segund|terceir|quart|quint|sext|setim|oitav|non|decim|ultim)[oa]s?";

  private static final String MONTHS =
      "janeiro|fevereiro|(?:em|de|ate|dia|mes de|para) marco|abril|maio|junho|julho|agosto"
          + "|setembro|outubro|novembro|dezembro";

  private static final String SOON =
      "depois de amanha|amanha|(?:semana|mes|ano) que vem|ess[ae] (?:semana|mes)|est[ae] (?:semana|mes)"
          + "|(?:fim|final) do mes|proxim[oa]s? (?:semanas?|mes(?:es)?|dias?|horas?|minutos?)"
          + "|(?<!ajudar )(?<!ajudar voce )(?<!ajudar vc )hoje";

  static final List<Claim> KINDS =
      List.of(
          Claim.of("\\b(?:" + LARGE + ")\\b"),
          Claim.of("\\b" + SMALL + "(?:\\W+(?:e )?" + SMALL + ")+"),
          Claim.of("\\b" + SMALL + "(?:\\W+\\w+){0,2}?\\W+" + UNIT),
          Claim.of("\\b" + BEFORE_A_NUMBER + " " + SMALL),
          Claim.of("\\b" + ORDINAL + " (?:parcela|prestac\\w+|mensalidade)"),
          Claim.of("\\buma? (?:real|centavo|por ?cento|parcela|prestacao|hora|semana|mes|ano)\\b"),
          Claim.of("\\b(?:em|dentro de|daqui a|ate|mais) um dia\\b"),
          // From one day to another is one claim, so that neither day is a claim of its own.
          Claim.of(
              "\\b(" + DAY + ")\\s*(?:a|ate|e|-)\\s*(" + DAY + ")",
              m -> day(m.group(1)) + "-" + day(m.group(2))),
          Claim.of("\\b" + DAY, m -> day(m.group())),
          Claim.of("\\b(?:" + MONTHS + ")\\b"),
          Claim.of("\\b(?:" + SOON + ")\\b"));

  private SpelledOut() {}

  private static String day(String text) {
    return text.replaceFirst("-feiras?$", "").replaceFirst("s$", "");
  }
}
