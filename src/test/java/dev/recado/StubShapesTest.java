package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stubs of other systems answer only with fields that the samples of their contracts have. */
class StubShapesTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String OBSERVED = "odoo-observed/";

  private final List<AutoCloseable> stubs = new ArrayList<>();
  private String address = "";
  private String header = "X-None";
  private String key = "none";

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable stub : stubs) {
      stub.close();
    }
  }

  private <T extends AutoCloseable> T at(T stub, String url, String header, String key) {
    stubs.add(stub);
    this.address = url;
    this.header = header;
    this.key = key;
    return stub;
  }

  private JsonNode call(String call, String body) {
    String[] parts = call.split(" ", 2);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + parts[1]))
            .header(header, key)
            .header("X-Odoo-Database", "hubtest")
            .method(parts[0], BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<byte[]> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return SampleShape.json(answer.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(call, e);
    }
  }

  private void like(String call, String body, SampleShape shape) {
    assertThat(shape.invented(call(call, body))).as("what %s invents", call).isEmpty();
  }

  private static SampleShape kommo(String... samples) {
    List<String> names = new ArrayList<>();
    List.of(samples).forEach(name -> names.add("kommo/" + name + ".json"));
    return SampleShape.ofFiles(names.toArray(String[]::new));
  }

  private static String request(String sample) {
    return Samples.text("kommo/request-" + sample + ".json");
  }

  @Test
  void theKommoOfTheTestsInventsNothing() {
    StubKommo stub = new StubKommo();
    at(stub, stub.url(), "Authorization", "Bearer " + StubKommo.TOKEN);
    stub.addUser(1, "Ana Atendente", "ana@lojacentro.com.br");
    stub.addLead(2, "Lead", 1L);
    stub.addContact(93589657, "Maria Silva", "+55 (21) 97654-0001", 2);
    String api = "/api/v4";

    like("GET " + api + "/users?limit=1", "", kommo("response-users"));
    SampleShape lead = kommo("response-lead-with-contacts");
    like("GET " + api + "/leads/2?with=contacts", "", lead);
    JsonNode leads = call("GET " + api + "/leads?with=contacts", "");
    assertThat(lead.invented(leads.at("/_embedded/leads/0"))).isEmpty();
    ((ObjectNode) leads.path("_embedded")).putArray("leads");
    assertThat(kommo("response-leads-list-page1").invented(leads)).isEmpty();
    SampleShape contacts = kommo("response-contacts-query");
    like("GET " + api + "/contacts?query=976540001&with=leads", "", contacts);
    JsonNode one = SampleShape.json(Samples.bytes("kommo/response-contacts-query.json"));
    like("GET " + api + "/contacts/93589657", "", SampleShape.of(one.at("/_embedded/contacts/0")));

    SampleShape made = kommo("response-post-lead-note");
    like("POST " + api + "/leads/2/notes", request("post-lead-note-common"), made);
    JsonNode note = call("GET " + api + "/leads/2/notes", "").at("/_embedded/notes/0");
    assertThat(note.isMissingNode()).isFalse();
    assertThat(note().invented(note)).isEmpty();
    like(
        "POST " + api + "/leads/complex",
        request("post-leads-complex"),
        kommo("response-post-leads-complex"));
    like("POST " + api + "/leads", request("post-leads"), kommo("response-post-leads"));
    like("PATCH " + api + "/leads/2", request("patch-lead"), kommo("response-patch-lead"));
    assertThat(lead.invented(call("GET " + api + "/leads/2", ""))).isEmpty();
  }

  /**
   * The shape of a note, made from other samples; the contract has no sample of a list of notes.
   */
  private static SampleShape note() {
    ObjectNode note =
        (ObjectNode)
            SampleShape.json(Samples.bytes("kommo/request-post-lead-note-common.json")).get(0);
    note.setAll(
        (ObjectNode)
            SampleShape.json(Samples.bytes("kommo/response-post-lead-note.json"))
                .at("/_embedded/notes/0"));
    return SampleShape.of(note.put("created_at", 1784030000).put("updated_at", 1784030000));
  }

  @Test
  void theRefusalsAndTokensOfTheKommoOfTheTestsAreThoseOfTheSamples() {
    StubKommo stub = new StubKommo();
    at(stub, stub.url(), "Authorization", "Bearer " + StubKommo.TOKEN);
    SampleShape problem =
        kommo("error-400.problem", "error-401.problem", "error-402.problem", "error-403.problem");
    like("PATCH /api/v4/leads/9", "{}", problem);
    stub.is(StubKommo.Mood.UNPAID);
    like("GET /api/v4/leads", "", problem);
    stub.is(StubKommo.Mood.NO_RIGHTS);
    like("GET /api/v4/leads", "", problem);
    stub.is(StubKommo.Mood.WELL);
    like("POST /oauth2/access_token", "{}", kommo("oauth-error-400"));
    String code =
        """
        {"client_id": "%s", "client_secret": "%s", "redirect_uri": "%s",
         "grant_type": "authorization_code", "code": "%s"}
        """
            .formatted(
                StubKommoOauth.CLIENT_ID,
                StubKommoOauth.CLIENT_SECRET,
                StubKommoOauth.REDIRECT_URI,
                StubKommoOauth.CODE);
    like("POST /oauth2/access_token", code, kommo("oauth-response"));
    key = "Bearer of nothing";
    like("GET /api/v4/users", "", problem);
  }

  private static JsonNode observed(String name) {
    return SampleShape.json(Samples.bytes(OBSERVED + name + ".json")).at("/response/json");
  }

  private static String rpc(String model, String method, String arguments) {
    return """
    {"jsonrpc": "2.0", "method": "call", "id": 1, "params": {"service": "object", "method": "execute_kw",
     "args": ["hubtest", 6, "hub-pw", "%s", "%s", %s]}}
    """
        .formatted(model, method, arguments);
  }

  @Test
  void theOdooOfTheTestsInventsNothing() {
    StubOdoo stub = new StubOdoo(17);
    at(stub, "http://127.0.0.1:" + stub.port(), "X-None", "none");
    stub.invoice(4, StubOdoo.Invoice.POSTED);
    stub.invoice(5, StubOdoo.Invoice.DRAFT);
    stub.invoice(6, StubOdoo.Invoice.FORBIDDEN);
    SampleShape invoice =
        SampleShape.of(observed("02-invoice-read-posted"), observed("02-invoice-read-draft"));
    like("POST /jsonrpc", rpc("account.move", "read", "[[4], [\"name\"]]"), invoice);
    like("POST /jsonrpc", rpc("account.move", "read", "[[5], [\"name\"]]"), invoice);
    like(
        "POST /jsonrpc",
        rpc("account.move", "get_portal_url", "[[4]]"),
        SampleShape.of(observed("02-invoice-portal-url")));
    like(
        "POST /jsonrpc",
        rpc("account.move", "read", "[[6], [\"name\"]]"),
        SampleShape.of(observed("03-error-access-create")));
    String partner =
        "[[11], [\"name\", \"phone\", \"mobile\", \"country_id\", \"commercial_partner_id\"]]";
    like(
        "POST /jsonrpc",
        rpc("res.partner", "read", partner),
        SampleShape.of(observed("02-partner-read")));
    like(
        "POST /jsonrpc",
        rpc("utm.source", "create", "[{\"name\": \"Site\"}]"),
        SampleShape.of(observed("08-utm-source-create")));
    like(
        "POST /jsonrpc",
        rpc("utm.source", "search_read", "[[]], {\"fields\": [\"name\"]}"),
        SampleShape.of(observed("08-utm-source-after")));
    like(
        "POST /jsonrpc",
        rpc("crm.lead", "create", "[{\"no_such\": 1}]"),
        SampleShape.of(observed("03-error-unknown-field-create")));
    like(
        "POST /jsonrpc",
        rpc("no.such.model", "search", "[[]]"),
        SampleShape.of(observed("03-error-missing-model")));
    like(
        "POST /jsonrpc",
        "{\"params\": {\"method\": \"authenticate\", \"args\": [\"hubtest\", \"hub\", \"hub-pw\", {}]}}",
        SampleShape.of(observed("01-authenticate-ok")));
    like(
        "POST /jsonrpc",
        "{\"params\": {\"method\": \"authenticate\", \"args\": [\"hubtest\", \"hub\", \"x\", {}]}}",
        SampleShape.of(observed("01-authenticate-wrong-password")));
  }

  /** Over RPC a many2one is its id with its name, as observed for a partner and an invoice. */
  @Test
  void theOdooOfTheTestsWritesAMany2oneAsOdooDoes() {
    StubOdoo stub = new StubOdoo(17);
    at(stub, "http://127.0.0.1:" + stub.port(), "X-None", "none");
    long lead = stub.lead("Lead", null);
    JsonNode read =
        call(
                "POST /jsonrpc",
                rpc(
                    "crm.lead",
                    "read",
                    "[[%d], [\"stage_id\", \"user_id\", \"partner_id\"]]".formatted(lead)))
            .at("/result/0");
    assertThat(read.path("stage_id").toString()).isEqualTo("[1,\"New\"]");
    assertThat(read.path("user_id").path(0).asInt()).isEqualTo(StubOdoo.HUB);
    assertThat(read.path("partner_id").toString()).isEqualTo("false");
  }

  @Test
  void theNewerOdooOfTheTestsInventsNothing() {
    StubOdoo stub = new StubOdoo(19);
    at(stub, "http://127.0.0.1:" + stub.port(), "Authorization", "bearer " + StubOdoo.API_KEY);
    stub.invoice(4, StubOdoo.Invoice.POSTED);
    like(
        "POST /json/2/utm.source/create",
        "{\"vals_list\": [{\"name\": \"a\"}]}",
        json2("create-response"));
    long lead = stub.lead("Lead", null);
    String write = "{\"ids\": [%d], \"vals\": {\"name\": \"b\"}}".formatted(lead);
    like("POST /json/2/crm.lead/write", write, json2("write-response"));
    JsonNode posted = observed("02-invoice-read-posted").get("result");
    like(
        "POST /json/2/account.move/read",
        "{\"ids\": [4], \"fields\": [\"name\"]}",
        SampleShape.of(posted));
    like("POST /json/2/no.such/search", "{\"domain\": []}", json2("error-404"));
    like("POST /json/2/crm.lead/write", "{}", json2("error-422"));
    key = "bearer of nothing";
    like("POST /json/2/crm.lead/write", "{}", json2("error-401"));
  }

  private static SampleShape json2(String sample) {
    return SampleShape.ofFiles("odoo/json2-" + sample + ".json");
  }

  @Test
  void theWahaOfTheTestsInventsNothing() {
    for (StubWaha.Engine engine : StubWaha.Engine.values()) {
      StubWaha stub = new StubWaha(engine);
      at(stub, stub.url(), "X-Api-Key", StubWaha.KEY);
      String raw = engine == StubWaha.Engine.NOWEB ? "noweb-raw" : "webjs-raw";
      String text =
          "{\"chatId\": \"5521976540001@c.us\", \"text\": \"Oi\", \"session\": \"default\"}";
      like("POST /api/sendText", text, waha("response-sendText." + raw));
      like(
          "GET /api/contacts/check-exists?phone=5521976540001&session=default",
          "",
          waha("response-check-exists-true"));
      like(
          "GET /api/contacts/check-exists?session=default",
          "",
          waha("response-check-exists-false"));
      like("GET /api/default/lids/123456789012345", "", waha("response-lid-to-pn"));
      like("GET /api/default/lids/1", "", waha("response-lid-to-pn-unknown"));
      like("GET /api/sessions/default", "", waha("response-get-session"));
      like("GET /api/nothing", "", waha("response-404-session"));
      SampleShape session = waha("response-get-session");
      for (String change : List.of("/start", "/stop", "/restart")) {
        like("POST /api/sessions/loja" + change, "", session);
      }
      like("GET /api/loja/auth/qr", "", waha("response-422-nest"));
      like("POST /api/sendText", text.replace("default", "loja"), waha("response-422-not-working"));
      like("POST /api/sessions", "{\"name\": \"nova\"}", session);
      stub.forgetSession("loja");
      like("GET /api/sessions/loja", "", waha("response-404-session"));
      stub.behave(StubWaha.Behaviour.HTTP_422_NOT_WORKING);
      like("POST /api/sendText", text, waha("response-422-not-working"));
      stub.behave(StubWaha.Behaviour.HTTP_500);
      like("POST /api/sendText", text, waha("response-500"));
      if (engine == StubWaha.Engine.NOWEB) {
        like("GET /api/default/new-message-id", "", waha("response-new-message-id"));
      }
      key = "wrong";
      like("GET /api/sessions/default", "", waha("response-401"));
    }
  }

  private static SampleShape waha(String sample) {
    return SampleShape.ofFiles("waha/" + sample + ".json");
  }

  @Test
  void theLlmOfTheTestsInventsNothing() {
    StubLlm stub = new StubLlm();
    at(stub, stub.url(), "X-None", "none");
    String ask = "{\"messages\": [{\"role\": \"user\", \"content\": \"Oi\"}]}";
    String[] providers = {
      "/v1/chat/completions openai", "/api/chat ollama", "/v1/messages anthropic"
    };
    for (String provider : providers) {
      String[] parts = provider.split(" ", 2);
      SampleShape shape = llm("response-" + parts[1] + "-ok");
      for (StubLlm.Behaviour said :
          List.of(
              StubLlm.Behaviour.OK,
              StubLlm.Behaviour.FENCED,
              StubLlm.Behaviour.GARBAGE,
              StubLlm.Behaviour.EMPTY,
              StubLlm.Behaviour.TRUNCATED)) {
        stub.next(said);
        like("POST " + parts[0], ask, shape);
      }
    }
    stub.next(StubLlm.Behaviour.TRUNCATED);
    assertThat(call("POST /v1/chat/completions", ask).at("/choices/0/finish_reason").asText())
        .isEqualTo("length");
    stub.next(StubLlm.Behaviour.REFUSAL);
    like("POST /v1/chat/completions", ask, llm("response-openai-refusal"));
    SampleShape error = llm("error-openai-401", "error-openai-429");
    for (StubLlm.Behaviour refusal :
        List.of(
            StubLlm.Behaviour.HTTP_400,
            StubLlm.Behaviour.HTTP_401,
            StubLlm.Behaviour.HTTP_429,
            StubLlm.Behaviour.HTTP_500)) {
      stub.next(refusal);
      like("POST /v1/chat/completions", ask, error);
      stub.next(refusal);
      assertThat(call("POST /v1/chat/completions", ask).has("error")).isTrue();
    }
    stub.next(StubLlm.Behaviour.HTTP_529);
    like("POST /v1/messages", ask, llm("error-anthropic-529"));
  }

  private static SampleShape llm(String... samples) {
    List<String> names = new ArrayList<>();
    List.of(samples).forEach(name -> names.add("llm/" + name + ".json"));
    return SampleShape.ofFiles(names.toArray(String[]::new));
  }
}
