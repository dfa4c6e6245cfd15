package dev.recado.systems.meta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;

/** Reads things of the Graph API, for the person who sets a channel up. */
final class GraphRead {

  /** {@code Object with ID … does not exist, or cannot be loaded due to missing permissions}. */
  private static final int NO_SUCH_OBJECT = 33;

  private static final int EXPIRED = 463;

  private final HttpClient http;
  private final Graph graph;

  GraphRead(HttpClient http, Graph graph) {
    this.http = http;
    this.graph = graph;
  }

  /**
   * An answer.
   *
   * @param tree what Meta says; a missing node where there is a problem
   * @param problem what is wrong and what to do, in Portuguese, or null
   */
  record Answer(JsonNode tree, @Nullable String problem) {

    static Answer wrong(String problem) {
      return new Answer(MissingNode.getInstance(), problem);
    }
  }

  Answer of(String path) {
    HttpGet request = new HttpGet(graph.at(path));
    request.setHeader("Authorization", "Bearer " + graph.token());
    try {
      return http.execute(request, GraphRead::read);
    } catch (IOException e) {
      return Answer.wrong(
          "A Meta não responde no endereço do canal (%s): confira a internet do servidor e o campo 'graphUrl' (META_GRAPH_URL)."
              .formatted(e.getClass().getSimpleName()));
    }
  }

  private static Answer read(ClassicHttpResponse response) throws IOException {
    byte[] body =
        response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
    JsonNode tree = tree(body);
    JsonNode error = tree.path("error");
    if (error.isObject()) {
      return Answer.wrong(problem(error));
    }
    return response.getCode() == 200 && tree.isObject()
        ? new Answer(tree, null)
        : Answer.wrong(
            "A resposta (%d) não é da Meta (uma página? um proxy?): confira o campo 'graphUrl' (META_GRAPH_URL)."
                .formatted(response.getCode()));
  }

  private static JsonNode tree(byte[] body) {
    try {
      JsonNode tree = body.length == 0 ? null : MetaJson.MAPPER.readTree(body);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new IllegalStateException("Bytes can be read", e);
    }
  }

  private static String problem(JsonNode error) {
    int code = MetaJson.code(error.path("code"));
    int subcode = MetaJson.code(error.path("error_subcode"));
    if (code == 100 && subcode == NO_SUCH_OBJECT) {
      return "A Meta não encontra a identificação do canal com este token: confira 'phoneNumberId' (é o phone number ID, não o telefone), ou dê ao usuário do sistema acesso à conta do WhatsApp em que o número está.";
    }
    if (code == 190) {
      return subcode == EXPIRED
          ? "O token de acesso venceu: gere um token permanente de um usuário do sistema e troque o campo 'accessToken' (WHATSAPP_ACCESS_TOKEN)."
          : "A Meta não aceita o token de acesso: confira o campo 'accessToken' (WHATSAPP_ACCESS_TOKEN), inteiro e sem espaços.";
    }
    if (code == 3 || code == 10 || code >= 200 && code < 300) {
      return "Falta permissão ao token: gere-o com whatsapp_business_messaging e whatsapp_business_management, e dê ao usuário do sistema acesso à conta do WhatsApp.";
    }
    MetaErrors.Row row = MetaErrors.of(code);
    return row == null
        ? "A Meta recusou a consulta com o código %d.".formatted(code)
        : "A Meta recusou a consulta: " + row.reason() + ".";
  }
}
