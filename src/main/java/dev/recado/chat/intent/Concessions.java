package dev.recado.chat.intent;

import java.util.List;

/** The claims that give something away or agree to a request. */
final class Concessions {

  private static final String TAKE_OFF =
      "(?:cancel|zer|apag|elimin|quit|anul|exclu|extin|reduz|reduc|diminu|baix|abaix|tir|retir|remov"
          + "|dispens|suspend|desconsider|esquec)";

  private static final String OWED =
      "(?:divida|debito|fatura|juros|multa|valor|preco|cobranca|parcela|saldo|taxa|boleto)";

  static final List<Claim> KINDS =
      List.of(
          Claim.of("\\bd[ei][sz]+ ?[ck]on+t\\w*", "desconto"),
          Claim.of("\\b(?:discount|cashback|voucher|refund|free)\\w*"),
          Claim.of("\\bgratis\\b|\\bgratuit\\w*|\\bde graca\\b|\\bcortesia\\b", "gratis"),
          Claim.of(
              "\\bsem (?:nenhum |qualquer )?(?:custos?|cobranca|juros?|multas?|taxas?|pagar)\\b"),
          Claim.of(
              "\\bnao (?:precisa|vai|tem que) (?:mais )?pagar\\b|\\bnao paga (?:mais )?nada\\b"),
          Claim.of("\\bnao deve (?:mais )?nada\\b|\\b" + OWED + " (?:ja )?nao existe"),
          Claim.of("\\bisen(?:c|t)\\w*", "isencao"),
          Claim.of("\\babat(?:i|er|e|o|emos)\\w*", "abatimento"),
          Claim.of(
              "\\b(?:brindes?|bonus|bonific\\w*|premios?|sorteios?|cupo(?:m|ns)|de presente)\\b"),
          Claim.of("\\bvale[- ](?:compras?|presente|desconto)\\b"),
          Claim.of("\\bpromo(?:c|t)\\w*|\\bofertas?\\b", "promocao"),
          Claim.of("\\bperdo[aeo]\\w*|\\bperdao d[ae]\\b|\\banisti\\w*", "perdao"),
          Claim.of("\\b" + TAKE_OFF + "\\w* (?:\\w+ ){0,2}?" + OWED + "\\w*"),
          Claim.of("\\blimp\\w* (?:\\w+ )?(?:seu |o )nome\\b"),
          Claim.of("\\b(?:aprova|garant|liberad|estorn|reembols|devolv|devoluc)\\w*"),
          Claim.of("\\b(?:promet|compromet)\\w*"),
          Claim.of("\\b(?:por|na) (?:nossa conta|faixa)\\b|\\bpor conta da casa\\b"),
          Claim.of("\\bmais barat\\w*|\\bmelhor preco\\b|\\b(?:preco|condic\\w+) especia\\w+"),
          // A bare "combinado" agrees to the customer's last request.
          Claim.of("\\b(?:combinad|autoriz|concord)\\w*|\\bde acordo\\b|\\bconfirmo\\b"),
          Claim.of("\\baceit\\w*+(?! (?:pix|boletos?|cart|pagamentos?|dinheiro))"));

  private Concessions() {}
}
