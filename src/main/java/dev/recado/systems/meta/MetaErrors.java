package dev.recado.systems.meta;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each code of Meta's errors means for a message (docs/contracts.md#meta-errors).
 *
 * <p>The code decides, because the HTTP status of an error is unreliable.
 */
final class MetaErrors {

  private static final Map<Integer, Row> ROWS = new HashMap<>();

  private MetaErrors() {}

  /** What the hub does about a code. */
  enum Action {
    /** A later try may succeed. */
    RETRY,
    /** One more try, or two; then somebody must look. */
    RETRY_TWICE,
    /** The number sends too fast. */
    THROUGHPUT,
    /** The app or the account calls too often. */
    CALLS,
    /** Too many messages to this one recipient. */
    PAIR,
    /** WhatsApp restricts the number. */
    SPAM,
    /** The number or the account may not send at all until somebody puts it in order. */
    ACCOUNT,
    /** Meta takes no message that costs something until somebody pays. */
    PAYMENT,
    /** The access token is refused. */
    TOKEN,
    /** WhatsApp held the message back; it may be sent again after a day. */
    TOMORROW,
    /** It would be refused again. */
    REFUSE
  }

  /**
   * One row.
   *
   * @param reason in Portuguese; begins with a code that operators filter by
   * @param again after what time a message that was accepted and then failed may be sent again, or
   *     null for never
   */
  record Row(Action action, String reason, @Nullable Duration again) {}

  static {
    row(1, Action.RETRY_TWICE, "erro desconhecido na Meta", Duration.ofMinutes(5));
    row(2, Action.RETRY, "serviço da Meta fora do ar por um momento", Duration.ofMinutes(5));
    row(131000, Action.RETRY, "algo deu errado na Meta", Duration.ofMinutes(5));
    row(131016, Action.RETRY, "serviço da Meta sobrecarregado", Duration.ofMinutes(5));
    for (int code : new int[] {131057, 133004, 133016}) {
      row(code, Action.RETRY, "conta ou servidor da Meta em manutenção", Duration.ofMinutes(10));
    }
    row(4, Action.CALLS, "limite de chamadas do aplicativo na Meta", Duration.ofMinutes(5));
    row(80007, Action.CALLS, "limite de chamadas da conta na Meta", Duration.ofMinutes(5));
    row(130429, Action.THROUGHPUT, "mensagens rápidas demais para o número", Duration.ofMinutes(1));
    row(
        131056,
        Action.PAIR,
        "mensagens demais para este contato em pouco tempo",
        Duration.ofMinutes(1));
    row(
        131048,
        Action.SPAM,
        "o WhatsApp restringiu o número por suspeita de spam; veja a qualidade do número no Gerenciador do WhatsApp",
        Duration.ofHours(1));
    row(
        131049,
        Action.TOMORROW,
        "o WhatsApp segurou a mensagem de marketing; nova tentativa só depois de 24 horas",
        Duration.ofHours(24));
    accounts();
    tokens();
    recipients();
    contents();
    templates();
  }

  private static void accounts() {
    row(
        131031,
        Action.ACCOUNT,
        "a Meta bloqueou a conta; veja a Qualidade da conta no Gerenciador de Negócios",
        null);
    row(
        368,
        Action.ACCOUNT,
        "conta bloqueada por violar as políticas da Meta; veja a Qualidade da conta",
        null);
    row(
        131045,
        Action.ACCOUNT,
        "o número não está registrado na Cloud API; registre-o no painel da Meta",
        null);
    row(
        131037,
        Action.ACCOUNT,
        "o nome de exibição do número não foi aprovado; peça a aprovação no Gerenciador do WhatsApp",
        null);
    row(
        131042,
        Action.PAYMENT,
        "problema de pagamento na conta da Meta; confira a forma de pagamento no Gerenciador de Negócios",
        null);
  }

  private static void tokens() {
    String token =
        "a Meta recusa o token de acesso ou falta permissão; gere um token novo com whatsapp_business_messaging e troque accessToken (WHATSAPP_ACCESS_TOKEN)";
    for (int code : new int[] {0, 3, 10, 190, 131005}) {
      row(code, Action.TOKEN, token, null);
    }
    for (int code = 200; code < 300; code++) {
      row(code, Action.TOKEN, token, null);
    }
  }

  private static void recipients() {
    named(
        131047,
        "WINDOW",
        "passaram mais de 24 horas da última mensagem do contato; só um modelo aprovado pode sair");
    named(
        131026,
        "NOT_ON_WHATSAPP",
        "o número não recebe mensagens: não tem WhatsApp, usa um aplicativo antigo ou não aceitou os termos");
    named(131050, "MARKETING_OPT_OUT", "o contato não quer mensagens de marketing desta empresa");
    refused(131021, "o destinatário é o próprio número");
    refused(
        131030,
        "o número não está na lista de teste do aplicativo; inclua-o no painel da Meta ou use um número de produção");
    refused(130472, "o contato está num experimento da Meta e não recebe marketing");
    refused(130497, "a Meta não entrega mensagens desta empresa no país do contato");
    for (int code : new int[] {131062, 131063, 131064}) {
      refused(
          code,
          "esta mensagem não pode ir para um contato sem telefone visível; peça o telefone ao contato");
    }
  }

  private static void contents() {
    refused(131051, "tipo de mensagem que a Meta não aceita");
    refused(131052, "a Meta não conseguiu baixar o arquivo; confira o endereço e o tipo");
    refused(
        131053, "a Meta não conseguiu aceitar o arquivo; confira o endereço, o tipo e o tamanho");
    for (int code : new int[] {100, 131008, 131009, 135000, 137000}) {
      refused(code, "a Meta não aceita um campo da mensagem");
    }
  }

  private static void templates() {
    refused(132000, "o número de parâmetros não é o do modelo aprovado");
    refused(132001, "o modelo não existe na Meta neste idioma, ou ainda não foi aprovado");
    refused(132005, "o texto do modelo ficou longo demais com estes valores");
    refused(132007, "o conteúdo do modelo viola uma política da Meta");
    refused(132008, "os parâmetros do modelo não estão no formato da Meta");
    refused(132012, "um parâmetro do modelo não está no formato aprovado");
    refused(132015, "o modelo está pausado por baixa qualidade");
    refused(132016, "o modelo foi desativado por baixa qualidade");
    refused(132068, "o formulário do modelo está bloqueado");
    refused(132069, "o formulário do modelo atingiu o limite de envios");
  }

  private static void row(int code, Action action, String says, @Nullable Duration again) {
    ROWS.put(code, new Row(action, "META_" + code + ": " + says, again));
  }

  private static void refused(int code, String says) {
    row(code, Action.REFUSE, says, null);
  }

  private static void named(int code, String name, String says) {
    ROWS.put(code, new Row(Action.REFUSE, name + ": " + says, null));
  }

  /** The row of a code, or null for a code that the table does not have. */
  static @Nullable Row of(int code) {
    return ROWS.get(code);
  }
}
