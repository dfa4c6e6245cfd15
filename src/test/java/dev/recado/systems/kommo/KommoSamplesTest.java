package dev.recado.systems.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recado.Samples;
import dev.recado.StubKommo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Compares the client and the stub with Kommo's real answers. */
class KommoSamplesTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static JsonNode sample(String name) throws IOException {
    return KommoJson.MAPPER.readTree(Samples.bytes("kommo/" + name));
  }

  @Test
  void usersAreRead() throws IOException {
    assertThat(sample("response-users.json").at("/_embedded/users"))
        .extracting(KommoJson::user)
        .containsExactly(
            new KommoUser("10175514", "Ana Atendente", "ana@lojacentro.com.br", true, true, false),
            new KommoUser("10175000", "Bruno", "bruno@lojacentro.com.br", false, false, false));
  }

  @Test
  void aLeadAndAContactAreRead() throws IOException {
    KommoLead lead = KommoJson.lead(sample("response-lead-with-contacts.json"));
    assertThat(lead.status()).isEqualTo("57429970");
    assertThat(lead.contacts()).containsExactly("93589657");
    KommoContact contact =
        KommoJson.contact(sample("response-contacts-query.json").at("/_embedded/contacts/0"));
    assertThat(contact.phones()).containsExactly("5521976540001");
    assertThat(contact.leads()).containsExactly("28455849");
    assertThat(contact.email()).isNull();
    assertThat(contact).hasToString("KommoContact[93589657]");
  }

  @Test
  void theMobileComesFirstAndNullFieldsAreIgnored() throws IOException {
    KommoContact two =
        KommoJson.contact(
            KommoJson.MAPPER.readTree(
                """
                {"id": 1, "name": "Maria Silva", "custom_fields_values": [
                  {"field_code": "PHONE", "values": [
                    {"value": "(21) 3333-4444", "enum_code": "WORK"},
                    {"value": "ramal 12", "enum_code": "MOB"},
                    {"value": "21 97654-0001", "enum_code": "MOB"}]},
                  {"field_code": "EMAIL", "values": [{"value": "maria@example.com"}]}]}
                """));
    assertThat(two.phones()).containsExactly("5521976540001", "552133334444");
    assertThat(two.email()).isEqualTo("maria@example.com");
    KommoContact none =
        KommoJson.contact(
            KommoJson.MAPPER.readTree(
                "{\"id\": 1, \"name\": \"M\", \"custom_fields_values\": null}"));
    assertThat(none.phone()).isNull();
  }

  @Test
  void theStubAnswersInTheShapeOfTheSamples() throws Exception {
    try (StubKommo stub = new StubKommo()) {
      stub.addUser(1, "Ana Atendente", "ana@lojacentro.com.br");
      stub.addLead(2, "Lead");
      stub.addContact(3, "Maria Silva", "+55 (21) 97654-0001", 2);

      assertThat(fields(get(stub, "/users"))).isEqualTo(fields(sample("response-users.json")));
      assertThat(fields(get(stub, "/leads/2?with=contacts")))
          .containsAll(
              without(fields(sample("response-lead-with-contacts.json")), "tags", "values/"));
      assertThat(fields(get(stub, "/contacts?query=976540001&with=leads")))
          .containsAll(
              without(fields(sample("response-contacts-query.json")), "field_", "enum_id"));
      assertThat(fields(post(stub, "/leads/2/notes", "request-post-lead-note-common.json")))
          .containsAll(without(fields(sample("response-post-lead-note.json")), "request_id"));
      assertThat(fields(post(stub, "/leads/complex", "request-post-leads-complex.json")))
          .isEqualTo(fields(sample("response-post-leads-complex.json")));
      assertThat(fields(send(stub, "PATCH", "/leads/2", "request-patch-lead.json")))
          .isEqualTo(fields(sample("response-patch-lead.json")));
      assertThat(stub.leads().get(0).responsible()).isEqualTo(10175000L);
      assertThat(stub.notes(2)).containsExactly("WhatsApp: cliente pediu segunda via");
    }
  }

  private static List<String> without(TreeSet<String> fields, String... parts) {
    return fields.stream()
        .filter(field -> !field.contains("_links"))
        .filter(field -> Arrays.stream(parts).noneMatch(field::contains))
        .toList();
  }

  /** Paths such as {@code /_embedded/users/id}; for a list, the first item counts. */
  private static TreeSet<String> fields(JsonNode json) {
    TreeSet<String> fields = new TreeSet<>();
    collect("", json, fields);
    return fields;
  }

  private static void collect(String at, JsonNode json, TreeSet<String> fields) {
    if (json.isArray() && !json.isEmpty()) {
      collect(at, json.get(0), fields);
    }
    for (Map.Entry<String, JsonNode> field : new ArrayList<>(json.properties())) {
      fields.add(at + "/" + field.getKey());
      collect(at + "/" + field.getKey(), field.getValue(), fields);
    }
  }

  private static JsonNode get(StubKommo stub, String path) throws Exception {
    return exchange(stub, path, "GET", BodyPublishers.noBody());
  }

  private static JsonNode post(StubKommo stub, String path, String sample) throws Exception {
    return send(stub, "POST", path, sample);
  }

  private static JsonNode send(StubKommo stub, String method, String path, String sample)
      throws Exception {
    byte[] body = Samples.bytes("kommo/" + sample);
    return exchange(stub, path, method, BodyPublishers.ofByteArray(body));
  }

  private static JsonNode exchange(
      StubKommo stub, String path, String method, HttpRequest.BodyPublisher body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stub.url() + "/api/v4" + path))
            .header("Authorization", "Bearer " + StubKommo.TOKEN)
            .method(method, body)
            .build();
    HttpResponse<byte[]> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return KommoJson.MAPPER.readTree(answer.body());
  }
}
