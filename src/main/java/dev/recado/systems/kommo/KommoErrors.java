package dev.recado.systems.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.ground.phone.Phones;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.flow.UnprocessableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides for each error whether to try again or whether a person must act, and tells that person
 * what to do.
 */
final class KommoErrors {

  private static final int LONGEST = 300;

  /** Statuses without a body: 202 for work that Kommo does later, 204 for an empty list. */
  private static final Set<Integer> EMPTY = Set.of(202, 204);

  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY = 429;

  private final KommoSettings settings;
  private final KommoPace pace;

  KommoErrors(KommoSettings settings, KommoPace pace) {
    this.settings = settings;
    this.pace = pace;
  }

  /**
   * Gives the body of an answer, or throws what the answer means.
   *
   * @param call the call
   * @param answer Kommo's answer
   */
  JsonNode check(KommoCall call, KommoWire.Answer answer) {
    if (answer.status() / 100 == 2) {
      if (answer.json().isMissingNode() && !EMPTY.contains(answer.status())) {
        throw noAnswer();
      }
      return answer.json();
    }
    throw sort(call, answer);
  }

  /** A success without Kommo's content: it may be a page, or another system. */
  static RuntimeException noAnswer() {
    return new TryLaterException(
        "O Kommo respondeu algo que não é a sua resposta (uma página? um proxy?); se persistir,"
            + " confira KOMMO_URL",
        null);
  }

  private RuntimeException sort(KommoCall call, KommoWire.Answer answer) {
    int status = answer.status();
    boolean throughout = status == FORBIDDEN || status == TOO_MANY || status >= 500;
    if (!throughout && (status < 400 || !answer.json().isObject())) {
      // Only Kommo itself can refuse for good, and its refusals are JSON.
      return new TryLaterException(
          "O Kommo respondeu %d ao %s, e a resposta não é do Kommo: confira KOMMO_URL, que é o endereço"
                  .formatted(status, call.aim())
              + " da própria conta",
          null);
    }
    return switch (status) {
      case 401 -> token();
      case 402 ->
          new UnprocessableException(
              "A conta do Kommo está bloqueada ou sem pagamento: regularize a assinatura no Kommo e"
                  + " reenvie");
      case 403 -> forbidden(call, answer);
      case 404 ->
          new UnprocessableException(
              "O Kommo não encontra o registro para %s: confira o id, ele pode ter sido excluído"
                  .formatted(call.aim()));
      case 429 -> {
        pace.pause(settings.every().multipliedBy(10));
        yield new TryLaterException("O Kommo recebe chamadas demais (429)", null);
      }
      default -> status >= 500 ? away(status) : refused(call, answer);
    };
  }

  private static RuntimeException away(int status) {
    return new TryLaterException("O Kommo respondeu " + status, null);
  }

  /** A refused token, even a fresh one. */
  RuntimeException token() {
    return new UnprocessableException(
        settings.longLived()
            ? "O Kommo recusa o token: gere outro em Integrações → Chaves e escopos, e troque"
                + " KOMMO_ACCESS_TOKEN (confira também KOMMO_URL)"
            : "O Kommo recusa o token, mesmo renovado: um administrador precisa autorizar de novo, com"
                + " o endereço que GET /api/kommo/authorize dá");
  }

  /** Kommo refuses a blocked address without a problem in JSON; a missing right comes with one. */
  private RuntimeException forbidden(KommoCall call, KommoWire.Answer answer) {
    if (answer.json().hasNonNull("title")) {
      return new UnprocessableException(
          "O usuário do Kommo não tem permissão para %s: dê a ele o direito, ou use o token de um"
                  .formatted(call.aim())
              + " administrador ("
              + said(answer.json())
              + ")");
    }
    pace.pause(settings.blockedFor());
    return new TryLaterException(
        "O Kommo bloqueou este endereço IP (403); nada é enviado por %d min. Se continuar, peça o"
                .formatted(settings.blockedFor().toMinutes())
            + " desbloqueio ao suporte do Kommo",
        null);
  }

  private static RuntimeException refused(KommoCall call, KommoWire.Answer answer) {
    return new UnprocessableException(
        "O Kommo recusa %s: %s".formatted(call.aim(), said(answer.json())));
  }

  /**
   * Kommo's own words, by field if it names fields. Phones in them are masked, because Kommo
   * repeats values.
   */
  static String said(JsonNode problem) {
    List<String> said = new ArrayList<>();
    for (JsonNode one : problem.path("validation-errors")) {
      for (JsonNode error : one.path("errors")) {
        said.add(
            "campo '%s': %s (%s)"
                .formatted(
                    error.path("path").asText(),
                    error.path("detail").asText(),
                    error.path("code").asText()));
      }
    }
    String words =
        said.isEmpty()
            ? problem.path("hint").asText(problem.path("detail").asText("sem motivo"))
            : String.join("; ", said);
    String hidden = Phones.maskAll(words);
    return hidden.length() <= LONGEST ? hidden : hidden.substring(0, LONGEST) + "…";
  }
}
