package dev.recado.sales.seller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.recado.TestDatabase;
import dev.recado.api.web.CrmProblems;
import dev.recado.api.web.Problems;
import dev.recado.chat.conversation.ConversationIds;
import dev.recado.chat.conversation.Identities;
import dev.recado.sales.crm.CrmLinks;
import dev.recado.sales.crm.CrmLookup;
import dev.recado.sales.crm.CrmLookup.Found;
import dev.recado.sales.crm.CrmPeople;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.flow.UnprocessableException;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The sellers as callers of the API see them. */
class SellerApiTest {

  private static final TestDatabase DATABASE = TestDatabase.create();
  private static final String MARIA = "whatsapp:551187654321";
  private static final ObjectMapper JSON =
      Jackson2ObjectMapperBuilder.json()
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .featuresToDisable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final SellerKit kit = new SellerKit(DATABASE);
  private Supplier<List<SellerDirectory.Listed>> kommo =
      () ->
          List.of(
              new SellerDirectory.Listed("11", "Ana Atendente", "ana@casa.example", true, true),
              new SellerDirectory.Listed("12", "Bruno", null, false, true));
  private final CrmLookup crm = mock(CrmLookup.class);
  private final MockMvc web = web(new Kommo());

  /** A CRM that lists the users of the test. */
  private class Kommo implements SellerDirectory {

    @Override
    public String origin() {
      return "kommo";
    }

    @Override
    public List<Listed> list() {
      return kommo.get();
    }
  }

  /** The hub knows one contact and one lead. */
  private static final class Links implements CrmLinks {

    private static final Link LINK = new Link(MARIA, "9301", "2801");

    @Override
    public Optional<Link> of(String conversation) {
      return Optional.of(LINK).filter(link -> link.conversation().equals(conversation));
    }

    @Override
    public Optional<Link> byContact(String contact) {
      return Optional.of(LINK).filter(link -> contact.equals(link.contact()));
    }

    @Override
    public Optional<Link> byLead(String lead) {
      return Optional.of(LINK).filter(link -> lead.equals(link.lead()));
    }

    @Override
    public void learn(String conversation, @Nullable String contact, @Nullable String lead) {
      // CrmPeopleTest checks what is stored.
    }

    @Override
    public void talks(String contact, String talk) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void forgetLead(String lead) {
      throw new UnsupportedOperationException();
    }
  }

  private CrmPeople people() {
    return new CrmPeople(new Links(), mock(Identities.class), List.of(crm));
  }

  private MockMvc web(SellerDirectory... directories) {
    ZoneId zone = ZoneId.of("America/Sao_Paulo");
    return MockMvcBuilders.standaloneSetup(
            new SellerController(kit.sellers, kit.roster, kit.sync(directories)),
            new SellerOfController(
                kit.sellers,
                kit.roster,
                new Links(),
                people(),
                new KnownCustomers(
                    mock(Identities.class),
                    people(),
                    mock(LeadOwner.class),
                    new ConversationIds(mock(Identities.class), id -> Optional.empty())),
                new LeadOwner(people(), kit.sellers)),
            new SellerAdminController(kit.sellers, kit.roster),
            new PerformanceController(kit.sellers, kit.performance(), kit.clock, zone))
        .setControllerAdvice(new CrmProblems(), new Problems())
        .setMessageConverters(new MappingJackson2HttpMessageConverter(JSON))
        .build();
  }

  @BeforeEach
  void empty() {
    when(crm.configured()).thenReturn(true);
    kit.empty();
  }

  private ResultActions call(String method, String path, @Nullable String body) throws Exception {
    var call = request(HttpMethod.valueOf(method), path).contentType(MediaType.APPLICATION_JSON);
    return web.perform(body == null ? call : call.content(body));
  }

  private ResultActions get(String path) throws Exception {
    return call("GET", path, null);
  }

  private ResultActions add(String body) throws Exception {
    return call("POST", "/vendedores/adicionar", body);
  }

  private static void isProblem(ResultActions answer, int status, String sentence)
      throws Exception {
    answer
        .andExpect(status().is(status))
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.detail").value(containsString(sentence)));
  }

  @Test
  void aSellerIsAddedAndShownUnderTheOldNames() throws Exception {
    add("""
            {"nome": " João Silva ", "email": "joao@casa.example", "telefone": "(11) 98765-4321",
             "areas": ["vendas", "ENTREGAS"], "horario": {"segunda": ["13:00-18:00", "8:00-12:00"]}}
            """)
        .andExpect(status().isCreated())
        .andExpect(
            content()
                .json(
                    """
                    {"id": 1, "nome": "João Silva", "email": "joao@casa.example",
                     "telefone": "5511987654321", "areas": ["Entregas", "Vendas"],
                     "tipo": "customizado", "ativo": true,
                     "horario": {"segunda": ["08:00-12:00", "13:00-18:00"]}, "leads_abertos": 0}
                    """,
                    JsonCompareMode.STRICT));
  }

  @Test
  void aNameIsEnough() throws Exception {
    add("{\"nome\": \"João Silva\"}")
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.areas", contains("Geral")))
        .andExpect(jsonPath("$.horario.sexta", contains("09:00-18:00")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | O campo 'nome' é obrigatório.",
        "{'nome': '  '} | O campo 'nome' é obrigatório.",
        "{'nome': 7} | O campo 'nome' deve ser um texto.",
        "{'nome': 'J', 'email': 'joao'} | O campo 'email' não é um e-mail.",
        "{'nome': 'J', 'telefone': 'liga pra mim'} | O campo 'telefone' não é um telefone: não traz número nenhum.",
        "{'nome': 'J', 'telefone': 11987654321} | O campo 'telefone' deve ser um texto.",
        "{'nome': 'J', 'areas': 'Vendas'} | O campo 'areas' deve ser uma lista de textos.",
        "{'nome': 'J', 'areas': [1]} | O campo 'areas' deve ser uma lista de textos.",
        "{'nome': 'J', 'areas': ['Jardins']} | O campo 'areas' traz 'Jardins', que não existe; "
            + "áreas: Vendas, Financeiro, Entregas, Assistência, Geral.",
        "{'nome': 'J', 'horario': 'de manhã'} | O campo 'horario' deve ser um objeto",
        "{'nome': 'J', 'horario': {'segunda': 8}} | O campo 'horario' deve ser uma lista de textos.",
        "{'nome': 'J', 'horario': {'segunda': ['8-18']}} | O campo 'horario' traz em segunda '8-18'",
        "{'nome': 'J', 'ativo': 'sim'} | O campo 'ativo' deve ser true ou false.",
        "{'nome': 'J', 'fone': '1'} | O campo 'fone' não existe; campos: areas, ativo, email,",
        "[] | O corpo deve ser um objeto JSON.",
        "{ | no JSON of this shape",
        "'' | The body is missing",
      })
  void aMistakeIsNamedAndNoSellerIsAdded(String body, String sentence) throws Exception {
    isProblem(add(body.replace('\'', '"')), 400, sentence);
    assertThat(kit.sellers.all()).isEmpty();
  }

  @Test
  void twoSellersCannotShareAPhone() throws Exception {
    add("{\"nome\": \"Ana Atendente\", \"telefone\": \"5511987654321\"}");

    isProblem(
        add("{\"nome\": \"Bruno\", \"telefone\": \"11 8765-4321\"}"),
        409,
        "O campo 'telefone' traz o número que já é de Ana Atendente.");
    assertThat(kit.sellers.all()).hasSize(1);
    assertThat(kit.sellers.byPhone("551187654321")).isPresent();
  }

  @Test
  void listsShowAllSellersOrOnlyThoseOfTheCrm() throws Exception {
    call("POST", "/vendedores/sincronizar", null);
    add("{\"nome\": \"João Silva\", \"areas\": [\"Vendas\"]}");
    add("{\"nome\": \"Caio\", \"ativo\": false}");
    kit.sellers.assign(MARIA, "Vendas");

    get("/vendedores")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.total").value(4))
        .andExpect(
            jsonPath(
                "$.vendedores[*].nome", contains("Ana Atendente", "Bruno", "Caio", "João Silva")));
    get("/vendedores/reais")
        .andExpect(jsonPath("$.vendedores[*].id_kommo", contains(11, 12)))
        .andExpect(jsonPath("$.vendedores[*].tipo", contains("real", "real")))
        .andExpect(jsonPath("$.vendedores[*].ativo", contains(true, false)));
    get("/vendedores/dinamicos")
        .andExpect(
            jsonPath(
                "$.vendedores[*].tipo", contains("real", "real", "customizado", "customizado")))
        .andExpect(jsonPath("$.vendedores[*].leads_abertos", contains(0, 0, 0, 1)));
  }

  @Test
  void aNewHubHasThreeExamplesUntilThereIsARealSeller() throws Exception {
    kit.examples(true);
    get("/vendedores/dinamicos")
        .andExpect(jsonPath("$.total").value(3))
        .andExpect(jsonPath("$.vendedores[*].tipo", contains("exemplo", "exemplo", "exemplo")))
        .andExpect(jsonPath("$.vendedores[0].nome").value("Ana (exemplo)"))
        .andExpect(jsonPath("$.vendedores[0].telefone").value("5511900000001"));
    get("/vendedores/reais").andExpect(jsonPath("$.total").value(0));
    add("{\"nome\": \"João Silva\", \"areas\": [\"Vendas\"]}");
    get("/vendedores").andExpect(jsonPath("$.vendedores[*].nome", contains("João Silva")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/vendedores/sincronizar", "/sincronizar/vendedores"})
  void aSyncReportsItsChanges(String path) throws Exception {
    call("POST", path, null)
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.mensagem").value("Vendedores sincronizados."))
        .andExpect(jsonPath("$.origens[0].origem").value("kommo"))
        .andExpect(jsonPath("$.origens[0].adicionados").value(2));
    call("POST", path, null).andExpect(jsonPath("$.origens[0].inalterados").value(2));
  }

  @Test
  void withoutACrmASyncSaysSo() throws Exception {
    web()
        .perform(request(HttpMethod.POST, "/vendedores/sincronizar"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.mensagem").value(containsString("Nenhum CRM")));
  }

  @Test
  void anUnavailableOrRefusingCrmIsReportedAsItsOwnFailure() throws Exception {
    kommo =
        () -> {
          throw new TryLaterException("O Kommo não responde", null);
        };
    ResultActions away = call("POST", "/vendedores/sincronizar", null);
    isProblem(away, 503, "O Kommo não responde");
    away.andExpect(header().string("Retry-After", "30"));
    kommo =
        () -> {
          throw new UnprocessableException("O Kommo recusou o token");
        };
    isProblem(call("POST", "/vendedores/sincronizar", null), 502, "O Kommo recusou o token");
  }

  @Test
  void aConversationAContactAndALeadHaveTheirSeller() throws Exception {
    kit.add("Ana Atendente", "Vendas");
    kit.sellers.assign(MARIA, "Vendas");

    for (String path :
        List.of(
            "/vendedor/conversa/" + MARIA,
            "/vendedor/conversa/5511987654321",
            "/vendedor/conversa/(11) 98765-4321",
            "/vendedor/contato/9301",
            "/vendedor/contato/5511987654321",
            "/vendedor/lead/2801")) {
      get(path)
          .andExpect(status().isOk())
          .andExpect(jsonPath("$.nome").value("Ana Atendente"))
          .andExpect(jsonPath("$.leads_abertos").value(1));
    }
  }

  @Test
  void theCrmIsAskedForUnknownPeople() throws Exception {
    call("POST", "/vendedores/sincronizar", null).andExpect(status().isOk());
    when(crm.lead("2802")).thenReturn(Optional.of(found("5521976540001", "11")));
    when(crm.contact("9302")).thenReturn(Optional.of(found(null, "12")));
    when(crm.lead("2803")).thenReturn(Optional.of(found(null, "99")));
    get("/vendedor/lead/2802").andExpect(jsonPath("$.nome").value("Ana Atendente"));
    get("/vendedor/contato/9302").andExpect(jsonPath("$.nome").value("Bruno"));
    isProblem(
        get("/vendedor/lead/2803"),
        404,
        "O responsável no CRM é o usuário 99, que não está entre os vendedores: chame POST"
            + " /vendedores/sincronizar.");
  }

  private static Found found(@Nullable String phone, String responsible) {
    return new Found("kommo", "28", true, null, phone, null, responsible);
  }

  @Test
  void anUnavailableCrmMeansTryLater() throws Exception {
    when(crm.lead("2802")).thenThrow(new TryLaterException("O Kommo não responde", null));
    ResultActions away = get("/vendedor/lead/2802");
    isProblem(away, 503, "O Kommo não responde.");
    away.andExpect(header().string("Retry-After", "30"));
    when(crm.contact("9302")).thenThrow(new UnprocessableException("O Kommo recusa o token"));
    isProblem(get("/vendedor/contato/9302"), 502, "O Kommo recusa o token.");
  }

  @ParameterizedTest
  @CsvSource({
    "/vendedor/conversa/5521976540001, A conversa '5521976540001' não tem vendedor.",
    "/vendedor/conversa/98@lid, A conversa '98@lid' não tem vendedor.",
    "/vendedor/contato/9302, O contato '9302' não é conhecido ou não tem vendedor.",
    "/vendedor/lead/2801, O lead '2801' não é conhecido ou não tem vendedor.",
    "/vendedor/lead/x, O lead 'x' não é conhecido ou não tem vendedor.",
    "/api/sellers/7, Não há vendedor com o id 7.",
    "/api/sellers/7/performance, Não há vendedor com o id 7."
  })
  void aCustomerWithoutASellerIsReported(String path, String sentence) throws Exception {
    isProblem(get(path), 404, sentence);
  }

  @Test
  void aChangeTouchesOnlyTheFieldsItNames() throws Exception {
    add("{\"nome\": \"João Silva\", \"telefone\": \"11987654321\", \"areas\": [\"Vendas\"]}");

    call("PUT", "/api/sellers/1", "{\"areas\": [\"Financeiro\"]}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.areas", contains("Financeiro")))
        .andExpect(jsonPath("$.telefone").value("5511987654321"));
    String shown = get("/api/sellers/1").andReturn().getResponse().getContentAsString();
    call("PUT", "/api/sellers/1", shown)
        .andExpect(status().isOk())
        .andExpect(content().json(shown));
    call("PUT", "/api/sellers/1", "{\"telefone\": null}")
        .andExpect(jsonPath("$.telefone").doesNotExist());
    isProblem(call("PUT", "/api/sellers/1", "{\"nome\": null}"), 400, "'nome' é obrigatório");
    isProblem(call("PUT", "/api/sellers/9", "{}"), 404, "Não há vendedor com o id 9.");
  }

  @Test
  void aDeletedSellerGetsNoLeadsAndCanComeBack() throws Exception {
    add("{\"nome\": \"João Silva\"}");
    call("DELETE", "/api/sellers/1", null).andExpect(status().isNoContent());
    get("/api/sellers/1").andExpect(jsonPath("$.ativo").value(false));
    call("PUT", "/api/sellers/1", "{\"ativo\": true}").andExpect(jsonPath("$.ativo").value(true));
    isProblem(call("DELETE", "/api/sellers/9", null), 404, "Não há vendedor com o id 9.");
  }

  @Test
  void aFormerAreaDoesNotBlockOtherChanges() throws Exception {
    add("{\"nome\": \"João Silva\"}");
    kit.jdbc.sql("update seller_area set area = 'Jardins'").update();

    call("PUT", "/api/sellers/1", "{\"telefone\": \"11987654321\"}").andExpect(status().isOk());
    call("DELETE", "/api/sellers/1", null).andExpect(status().isNoContent());
    get("/api/sellers/1").andExpect(jsonPath("$.areas", contains("Jardins")));
  }

  @Test
  void theCrmsOwnDataIsChangedOnlyThere() throws Exception {
    call("POST", "/vendedores/sincronizar", null);

    isProblem(call("PUT", "/api/sellers/1", "{\"nome\": \"Ana\"}"), 409, "vêm do CRM; mude-os lá");
    isProblem(
        call("PUT", "/api/sellers/2", "{\"ativo\": true, \"areas\": [\"Vendas\"]}"),
        409,
        "Bruno não está ativo no CRM");
    get("/api/sellers/2").andExpect(jsonPath("$.areas", contains("Geral")));
    call("PUT", "/api/sellers/1", "{\"telefone\": \"11 98765-4321\", \"ativo\": false}")
        .andExpect(status().isOk());
    call("POST", "/vendedores/sincronizar", null);
    get("/api/sellers/1")
        .andExpect(jsonPath("$.ativo").value(false))
        .andExpect(jsonPath("$.telefone").value("5511987654321"));
  }

  @Test
  void performanceIsReportedForDays() throws Exception {
    kit.add("Ana Atendente", "Vendas");
    kit.sellers.assign(MARIA, "Vendas");

    get("/api/sellers/performance?from=2026-11-16&to=2026-11-16")
        .andExpect(status().isOk())
        .andExpect(
            content()
                .json(
                    """
                    {"de": "2026-11-16", "ate": "2026-11-16", "robo": {"respostas": 0},
                     "vendedores": [{"id": 1, "nome": "Ana Atendente", "ativo": true,
                       "leads_recebidos": 1, "leads_abertos": 1,
                       "ganhos": 0, "perdidos": 0, "valor_ganho": 0.00,
                       "tempo_de_resposta": {"respostas": 0}}],
                     "areas": [{"area": "Vendas", "leads_recebidos": 1, "leads_abertos": 1,
                       "ganhos": 0, "perdidos": 0, "valor_ganho": 0.00}]}
                    """,
                    JsonCompareMode.STRICT));
    get("/api/sellers/1/performance")
        .andExpect(jsonPath("$.de").value("2026-10-18"))
        .andExpect(jsonPath("$.ate").value("2026-11-16"))
        .andExpect(jsonPath("$.vendedor.leads_recebidos").value(1));
  }

  @ParameterizedTest
  @CsvSource({
    "from=ontem, O parâmetro 'from' não é um dia",
    "to=2026-02-30, O parâmetro 'to' não é um dia",
    "to=+999999-01-01, O parâmetro 'to'",
    "to=1026-01-01, O parâmetro 'to' está longe demais",
    "from=2026-11-17&to=2026-11-16, O parâmetro 'from' vem depois de 'to'"
  })
  void aWrongDayIsNamed(String query, String sentence) throws Exception {
    isProblem(get("/api/sellers/performance?" + query), 400, sentence);
  }

  @Test
  void otherFiguresAreFieldsOfTheLine() {
    PerformanceController.Line line =
        new PerformanceController.Line(
            1,
            "Ana Atendente",
            true,
            0,
            0,
            0,
            0,
            new BigDecimal("0.00"),
            null,
            new PerformanceController.Answers(0, null, null),
            Map.of("agendamentos", 3L));

    assertThat(JSON.<JsonNode>valueToTree(line).get("agendamentos")).hasToString("3");
  }
}
