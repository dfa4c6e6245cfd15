package dev.recado.systems.twilio;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Twilio's error codes mean for a message (docs/contracts.md#twilio-errors). The same code may
 * come with the answer to a send or, minutes later, with a status.
 */
final class TwilioErrors {

  /** What follows for the message. */
  enum Then {
    /** The channel is set up wrongly: its messages wait until a person mends that. */
    BLOCKED,
    /** A later try may succeed. */
    RETRY,
    /** A limit of hours is reached. */
    LATER,
    /** The other form of a Brazilian number may be the right one. */
    OTHER_FORM,
    /** The contact wants no messages, and has told Twilio. */
    OPT_OUT,
    /** Another try would fail, too. */
    REFUSED
  }

  /**
   * The meaning of one code.
   *
   * @param says for the operator, in Portuguese
   */
  record Meaning(Then then, String says) {}

  static final int AUTHENTICATE = 20003;

  static final int TOO_MANY = 20429;

  /** The contact has opted out at Twilio. */
  static final int STOPPED = 21610;

  /** The pause after which a message that was accepted and failed goes out again. */
  private static final Duration SOON = Duration.ofMinutes(10);

  /** Meta counts its limits over 24 hours, and a message is sent five times at most. */
  private static final Duration NEXT_DAY = Duration.ofHours(6);

  private static final String WAITING = " As mensagens esperam, e saem sozinhas depois.";

  private static final Map<Integer, Meaning> KNOWN = new HashMap<>();

  private TwilioErrors() {}

  private static void put(Then then, String says, int... codes) {
    for (int code : codes) {
      KNOWN.put(code, new Meaning(then, says));
    }
  }

  static {
    put(
        Then.BLOCKED,
        "a Twilio recusa o AccountSid ou o AuthToken; corrija os campos 'accountSid' e 'authToken' do canal"
            + " (TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN)."
            + WAITING,
        AUTHENTICATE,
        20404);
    put(
        Then.BLOCKED,
        "a conta da Twilio não está ativa; confira o saldo e os avisos no console da Twilio."
            + WAITING,
        20005);
    put(
        Then.BLOCKED,
        "a conta não pode enviar pelo número do campo 'from' (TWILIO_FROM); confira no console da Twilio se ele é um"
            + " WhatsApp sender desta conta."
            + WAITING,
        21212,
        21606,
        63007);
    put(
        Then.RETRY,
        "a Twilio recebeu requisições demais ao mesmo tempo; o hub tenta de novo",
        TOO_MANY);
    put(Then.RETRY, "erro interno do WhatsApp na Twilio; o hub tenta de novo", 63012);
    put(
        Then.LATER,
        "o número atingiu um limite de mensagens do WhatsApp; o hub tenta de novo mais tarde",
        63018);
    put(
        Then.LATER,
        "a conta da Twilio estava suspensa; confira o saldo e os avisos no console",
        30002);
    put(Then.OTHER_FORM, "não há conta do WhatsApp com este número", 63003, 63024);
    put(
        Then.OPT_OUT,
        "o contato pediu à Twilio que este número não lhe escreva (STOP); ele volta a receber quando escrever START",
        STOPPED);
    put(Then.REFUSED, "o número do contato não é um telefone válido", 21211);
    put(
        Then.REFUSED,
        "a conta da Twilio é de teste (Trial) e só escreve a números verificados; verifique o número no console da"
            + " Twilio, ou faça o upgrade da conta",
        21608);
    put(
        Then.REFUSED,
        "o contato não entrou no sandbox da Twilio; ele precisa escrever 'join' e as palavras do sandbox ao número do canal",
        63015);
    put(Then.REFUSED, "a Twilio não tem rota do número do canal para o do contato", 21612);
    put(Then.REFUSED, "o número do contato não recebe mensagens (não é celular)", 21614);
    put(
        Then.REFUSED,
        "as variáveis não combinam com as do modelo na Twilio; confira 'approved: twilio: variables' no arquivo do modelo",
        21656);
    put(Then.REFUSED, "o WhatsApp recusou o conteúdo da mensagem", 63005);
    put(Then.REFUSED, "o WhatsApp recusou a mensagem por suas regras", 63013);
    put(
        Then.REFUSED,
        "passaram mais de 24 horas da última mensagem do contato, e então só sai um modelo aprovado; dê ao modelo"
            + " 'approved: twilio: contentSid'",
        63016);
    put(
        Then.REFUSED,
        "o WhatsApp não pôde entregar o arquivo; confira se o endereço dele é público e se o formato e o tamanho são aceitos",
        63019);
    put(
        Then.REFUSED,
        "o cadastro da empresa no WhatsApp está incompleto ou foi recusado; veja o WhatsApp sender no console da Twilio",
        63020,
        63021,
        63022);
    put(
        Then.REFUSED,
        "o WhatsApp não entrega esta mensagem a este contato por um experimento seu",
        63032);
  }

  /**
   * What a code means; one that is not in the table concerns the message and is not tried again.
   */
  static Meaning of(int code) {
    return KNOWN.getOrDefault(
        code,
        new Meaning(
            Then.REFUSED,
            "a Twilio recusou a mensagem; veja o código em twilio.com/docs/api/errors"));
  }

  /** The line that the operator reads. */
  static String told(int code) {
    return "TWILIO_" + code + ": " + of(code).says();
  }

  /** When a message that Twilio accepted, and that failed with this code, may be sent once more. */
  static @Nullable Duration again(int code) {
    return switch (of(code).then()) {
      case RETRY -> SOON;
      case LATER -> NEXT_DAY;
      default -> null;
    };
  }
}
