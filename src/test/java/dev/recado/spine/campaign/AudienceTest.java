package dev.recado.spine.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.recado.TestDatabase;
import dev.recado.spine.campaign.CampaignKit.Parts;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** Audiences, good and bad, and what a person hears of a bad one. */
class AudienceTest {

  private static final TestDatabase DATABASE = TestDatabase.create();

  private final CampaignKit kit = new CampaignKit(DATABASE);

  @BeforeEach
  void empty() {
    DATABASE.jdbc().sql("truncate campaign, campaign_file, client cascade").update();
  }

  private void sql(String text) {
    kit.save(Map.of("sql/people.sql", text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "select name, email from client | O SQL 'people.sql' não tem uma coluna com o telefone (phone, telefone, to, celular ou whatsapp); as colunas são: name, email.",
        "update client set name = 'x' returning phone | O SQL 'people.sql' traz 'update', que grava; um público só lê.",
        "select username as phone from app_user | O SQL 'people.sql' não é permitido (a flow may not use \"app_user\" in SQL",
        "select phone from clients | O PostgreSQL não aceita o SQL 'people.sql': ERROR: relation \"clients\" does not exist",
        "select phone frm client | O PostgreSQL não aceita o SQL 'people.sql': ERROR: syntax error at or near",
        "select phone, name as nome from client where city = :#city | Falta 'city' em 'audience.parameters' para o SQL 'people.sql'; não há nenhum valor.",
        "select phone, name::text as nome from client where city in (:#in:cities) and :#other = name | Falta 'cities', 'other' em 'audience.parameters'",
        "select phone from client | O modelo 'volte' precisa de nome: devolva colunas com esses nomes no público (ele tem: ), ou escreva o valor de todos em 'values'.",
        "select phone, name as nome, phone as telefone from client | O SQL 'people.sql' tem mais de uma coluna com o telefone (phone, telefone): deixe só a que vale, ou dê outro nome às outras.",
        "select phone, name as nome, email as nome from client | O SQL 'people.sql' tem a coluna 'nome' mais de uma vez.",
      })
  void aBadAudienceIsRefusedWhenTheCampaignIsMade(String sql, String told) {
    sql(sql);
    assertThatThrownBy(() -> kit.drafts.plan(CampaignKit.draft())).hasMessageContaining(told);
  }

  @Test
  void aMissingFileIsRefusedWithTheNamesOfThoseThereAre() {
    assertThatThrownBy(() -> kit.drafts.plan(CampaignKit.draft(Map.of("sql", "nobody.sql"))))
        .hasMessageStartingWith(
            "Não há o arquivo routes/sql/nobody.sql; há: people.sql. Um arquivo novo só vale");
    assertThatThrownBy(() -> kit.drafts.plan(CampaignKit.draft(Map.of("sql", "../../etc/x.sql"))))
        .hasMessageContaining("precisa do nome de um arquivo de routes/sql");
  }

  @Test
  void anAudienceOfSqlThatIsTooSlowFailsTheCampaignAndMayBeStartedAgain() {
    kit.people(2);
    sql(
        "select phone, name as nome from client, generate_series(1, 100000000) where name like '%1'");
    CampaignKit impatient = kit.with(Parts.USUAL.timeout(Duration.ofSeconds(1)));
    UUID id = impatient.prepared(CampaignKit.draft());
    Campaign failed = kit.campaigns.find(id).orElseThrow();
    assertThat(failed.state()).isEqualTo(CampaignState.FAILED);
    assertThat(failed.reason())
        .isEqualTo(
            "O SQL 'people.sql' levou mais de 1 s até a primeira linha (recado.campaign.audience-timeout): restrinja-o, ou crie um índice.");

    sql("select phone, name as nome from client");
    assertThat(kit.campaigns.start(id).orElseThrow().fits()).isTrue();
    kit.engine.read(id);
    assertThat(kit.runToTheEnd(id)).hasSize(2);
  }

  private static final String ENDLESS =
      "select phone, name || (select count(*) from generate_series(1, 1000000000000)) as nome from client";

  private static final String QUERIES =
      "select count(*) from pg_stat_activity where state = 'active' and query like '%1000000000000%' and pid <> pg_backend_pid()";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoCancelsOrPausesACampaignEndsTheQueryOfItsAudience(boolean cancelled) throws Exception {
    kit.people(2);
    sql(ENDLESS);
    UUID id = kit.start(CampaignKit.draft());
    CampaignKit reader = kit.another();
    CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> reader.engine.read(id));
    await().until(() -> kit.count(QUERIES) == 1);
    if (cancelled) {
      kit.campaigns.cancel(id, "ana");
    } else {
      kit.campaigns.pause(id, "ana");
    }
    reading.get(20, TimeUnit.SECONDS);
    assertThat(kit.count(QUERIES)).isZero();
    Campaign stopped = kit.campaigns.find(id).orElseThrow();
    assertThat(stopped.state())
        .isEqualTo(cancelled ? CampaignState.CANCELLED : CampaignState.PAUSED);

    if (!cancelled) {
      sql("select phone, name as nome from client");
      kit.campaigns.resume(id);
      kit.engine.read(id);
      assertThat(kit.progress(id).total()).isEqualTo(2);
    }
  }

  @Test
  void aQueryIsCancelledWhileALaterPageIsFetchedToo() throws Exception {
    kit.people(1200);
    sql(
        "select phone, case when id > (select min(id) + 1100 from client) then (select count(*)::text from generate_series(1, 1000000000000 + id)) else name end as nome from client");
    UUID id = kit.start(CampaignKit.draft());
    CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> kit.engine.read(id));
    await().until(() -> kit.progress(id).total() >= 1000);
    kit.campaigns.cancel(id, "ana");
    reading.get(15, TimeUnit.SECONDS);
    assertThat(kit.count(QUERIES)).isZero();
  }

  @Test
  void aDryRunWaitsForAShorterTimeThanTheCampaignItself() {
    kit.people(2);
    sql(ENDLESS);
    Campaign campaign = kit.campaigns.find(kit.start(CampaignKit.draft())).orElseThrow();
    Preparation.Bounds bounds =
        new Preparation.Bounds(Long.MAX_VALUE, Duration.ofSeconds(1), () -> true);
    assertThatThrownBy(() -> kit.preparation.read(campaign, UUID.randomUUID(), bounds))
        .isInstanceOf(UnusableAudienceException.class)
        .hasMessage(
            "O SQL 'people.sql' levou mais de 1 s até a primeira linha (um ensaio não espera mais): restrinja-o, ou crie um índice.");
  }

  /** Together they are larger than the memory of this process. */
  private void enormous() {
    long rows = Runtime.getRuntime().maxMemory() / 100_000_000 + 2;
    sql(
        "select '11987650001' as phone, repeat('x', 100000000) as nome from generate_series(1, %d)"
            .formatted(rows));
  }

  @Test
  void anAudienceHasAsManyColumnsAsATemplateMayUseAndNoMore() {
    String most = IntStream.range(0, 198).mapToObj(i -> "v" + i).collect(Collectors.joining(";"));
    assertThat(
            kit.drafts.plan(CampaignKit.draft(Map.of("csv", "telefone;nome;" + most + "\n1;2\n"))))
        .isNotNull();
    assertThatThrownBy(
            () ->
                kit.drafts.plan(
                    CampaignKit.draft(Map.of("csv", "telefone;nome;x;" + most + "\n1;2\n"))))
        .hasMessage(
            "O CSV tem 201 colunas, e um público tem no máximo 200: devolva só as que o modelo usa.");
  }

  @Test
  void anEnormousValueFailsTheCampaignBeforeItIsInMemory() {
    enormous();
    UUID id = kit.prepared(CampaignKit.draft());
    Campaign failed = kit.campaigns.find(id).orElseThrow();
    assertThat(failed.state()).isEqualTo(CampaignState.FAILED);
    assertThat(failed.reason())
        .isEqualTo(
            "A linha 1 do público traz mais de 16 KB: devolva só as colunas que o modelo usa.");
    Plan plan = kit.drafts.plan(CampaignKit.draft());
    assertThatThrownBy(() -> kit.dryRun.run(plan, 1))
        .isInstanceOf(UnusableAudienceException.class)
        .hasMessageStartingWith("A linha 1 do público traz mais de 16 KB");
  }

  @Test
  void anErrorOfTheMachineFailsTheCampaignToo() {
    AudienceSource heavy =
        new AudienceSource() {
          @Override
          public String name() {
            return SqlAudience.NAME;
          }

          @Override
          public List<String> check(Map<String, Object> audience) {
            return List.of("nome");
          }

          @Override
          public void read(Map<String, Object> audience, Rows rows) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    CampaignKit small = kit.with(Parts.USUAL.sql(same -> heavy));
    UUID id = small.prepared(CampaignKit.draft());
    Campaign failed = kit.campaigns.find(id).orElseThrow();
    assertThat(failed.state()).isEqualTo(CampaignState.FAILED);
    assertThat(failed.reason()).contains("OutOfMemoryError");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select phone, name as nome from client order by name desc; -- the newest first",
        "select phone, name as nome from client order by name desc -- the newest first",
        "with all_of_them as (select * from client) select phone, name nome from all_of_them where name <> ';--' order by 2 desc;\n\n",
        "(select phone, name nome from client order by id desc limit 1) union all (select phone, name from client order by id limit 1)",
      })
  void anyQueryKeepsItsOrder(String query) {
    kit.people(2);
    sql(query);
    UUID id = kit.prepared(CampaignKit.draft());
    assertThat(kit.campaigns.find(id).orElseThrow().reason()).isNull();
    assertThat(kit.texts("select facts::json ->> 'nome' from campaign_recipient order by position"))
        .containsExactly("Ana 2", "Ana 1");
  }

  @Test
  void valuesKeepTheirKinds() {
    sql(
        """
        select '11987650001' as phone, :#nome as nome, 12.50 as valor, 7::bigint as n, true as b, date '2026-01-02' as d,
               timestamptz '2026-01-02 03:04:05Z' as t, null as nada, jsonb_build_object('x', 1) as j, interval '1 day' as i
        """);
    UUID id =
        kit.prepared(
            CampaignKit.draft(Map.of("sql", "people.sql", "parameters", Map.of("nome", "Ana"))));
    assertThat(kit.campaigns.find(id).orElseThrow().reason()).isNull();
    assertThat(kit.texts("select facts::jsonb::text from campaign_recipient"))
        .containsExactly(
            "{\"b\": true, \"d\": \"2026-01-02\", \"i\": \"1 day\", \"j\": \"{\\\"x\\\": 1}\", \"n\": 7, \"t\": \"2026-01-02T03:04:05Z\", \"nome\": \"Ana\", \"valor\": 12.50}");
  }

  @Test
  void anAudienceThatPostgreSqlBreaksOffAgainAndAgainFailsTheCampaign() {
    kit.jdbc
        .sql(
            """
            create or replace function large() returns text language plpgsql as
            $$ begin raise exception 'temporary file size exceeds the limit' using errcode = '53400'; end $$
            """)
        .update();
    sql("select '11 98000-0001' as phone, large() as nome");
    UUID id = kit.start(CampaignKit.draft());
    for (int time = 1; time < 5; time++) {
      assertThatThrownBy(() -> kit.engine.read(id))
          .isInstanceOf(DataAccessResourceFailureException.class);
      assertThat(kit.state(id)).isEqualTo(CampaignState.PREPARING);
    }
    kit.engine.read(id);
    Campaign failed = kit.campaigns.find(id).orElseThrow();
    assertThat(failed.state()).isEqualTo(CampaignState.FAILED);
    assertThat(failed.reason())
        .isEqualTo(
            "A leitura do público foi interrompida 5 vezes pelo PostgreSQL (ERROR: temporary file size exceeds the limit): simplifique o público, ou veja o PostgreSQL, e comece de novo (start).");
  }

  @Test
  void aFunctionThatWritesIsStoppedByTheTransaction() {
    kit.jdbc
        .sql(
            """
            create or replace function sly() returns text language sql volatile as
            $$ insert into client (name) values ('sly') returning name $$
            """)
        .update();
    sql("select '11 98000-0001' as phone, sly() as nome");
    UUID id = kit.prepared(CampaignKit.draft());
    assertThat(kit.campaigns.find(id).orElseThrow().reason())
        .isEqualTo("O SQL 'people.sql' tenta gravar; um público só lê.");
    assertThat(kit.count("select count(*) from client")).isZero();
  }

  @Test
  void parametersAreBoundAndFindTheirTypes() {
    kit.people(9);
    sql(
        """
        select phone, name as nome from client
         where id > :#first and name <> :#not and created_at > :#since::timestamptz and name in (:#in:names)
         order by id;
        """);
    long first = kit.count("select min(id) from client");
    Map<String, Object> parameters =
        Map.of(
            "first",
            Long.toString(first),
            "not",
            "Ana 3' or true --",
            "since",
            "2020-01-01",
            "names",
            List.of("Ana 1", "Ana 2", "Ana 3"));
    UUID id =
        kit.prepared(CampaignKit.draft(Map.of("sql", "people.sql", "parameters", parameters)));
    assertThat(kit.runToTheEnd(id)).containsExactly("5511980000002", "5511980000003");
  }

  @Test
  void valuesOfSqlKeepTheirForm() {
    sql(
        """
        select '11 98000-0001' as phone, 'Ana' as nome, 1234.50::numeric as valor, date '2026-12-05' as dia,
               timestamptz '2026-12-05 12:00:00Z' as momento, timestamp '2026-12-05 09:30' as hora, true as sim,
               null::text as nada, 'odoo:7' as client
        """);
    UUID id = kit.prepared(CampaignKit.draft());
    assertThat(kit.recipients.list(id, null, 0, 1).get(0).facts())
        .containsEntry("dia", "2026-12-05")
        .containsEntry("momento", "2026-12-05T12:00:00Z")
        .containsEntry("hora", "2026-12-05T09:30")
        .containsEntry("sim", true)
        .doesNotContainKeys("nada", "phone");
    kit.runToTheEnd(id);
    assertThat(
            kit.texts(
                "select payload::jsonb ->> 'text' || ' ' || client from outbox where batch = '"
                    + id
                    + "'"))
        .containsExactly("Olá, Ana! Seu saldo é R$ 1.234,50. odoo:7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nome;Telefone;Observação\r\nAna;(11) 98000-0001;\"vem; sim\"\r\nBia;11980000002;\r\n",
        "nome,phone\nAna,\"11 98000-0001\"\nBia,11980000002",
        "\uFEFFnome\ttelefone\nAna\t11980000001\n\nBia\t11980000002\n"
      })
  void aCsvIsReadAsSpreadsheetsWriteIt(String csv) {
    UUID id = kit.prepared(CampaignKit.draft(Map.of("csv", csv)));
    assertThat(kit.runToTheEnd(id)).containsExactly("5511980000001", "5511980000002");
  }

  @Test
  void aCsvOfLatinLettersIsReadToo() {
    byte[] latin = "nome;telefone\nJosé;11980000001\n".getBytes(Charset.forName("windows-1252"));
    byte[] marked = "\uFEFFnome;telefone\nJosé;11980000001\n".getBytes(StandardCharsets.UTF_8);
    for (byte[] bytes : List.of(latin, marked)) {
      List<Map<String, Object>> rows = new ArrayList<>();
      CsvAudience.each(
          CsvAudience.text(bytes),
          row -> {
            rows.add(new LinkedHashMap<>(row.values()));
            return true;
          });
      assertThat(rows).containsExactly(Map.of("nome", "José"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nome;mail#Ana;x | O CSV não tem uma coluna com o telefone (phone, telefone, to, celular ou whatsapp); as colunas são: nome, mail.",
        "nome;phone | O CSV não tem linhas depois da linha com os nomes.",
        "nome;phone#Ana;11980000001;x | A linha 2 do CSV tem 3 colunas, e a primeira tem 2",
        "nome;phone#\"Ana;11980000001 | O CSV não pode ser lido",
        "00000000-0000-0000-0000-000000000000 | Não há o arquivo '00000000-0000-0000-0000-000000000000' de 'audience.csv'",
      })
  void aBadCsvIsRefusedWhenTheCampaignIsMade(String csv, String told) {
    assertThatThrownBy(
            () -> kit.drafts.plan(CampaignKit.draft(Map.of("csv", csv.replace('#', '\n')))))
        .hasMessageContaining(told);
  }

  private static CampaignDraft csv() {
    return CampaignKit.draft(Map.of("csv", "nome;telefone\nAna;11 98000-0001\n"));
  }

  private long files() {
    return kit.count("select count(*) from campaign_file");
  }

  @Test
  void aFileLeavesADayLaterUnlessACampaignWaitsForIt() {
    kit.prepared(csv());
    UUID paused = kit.start(csv());
    kit.campaigns.pause(paused, "ana");
    kit.campaigns.make(kit.drafts.kept(kit.drafts.plan(csv())), "ana");
    kit.jdbc
        .sql(
            "update campaign set audience = replace(upper(audience), 'CSV', 'csv') where state = 'PAUSED'")
        .update();
    kit.engine.look();
    assertThat(files()).isEqualTo(3);

    kit.clock.tick(Duration.ofHours(25));
    kit.engine.look();
    assertThat(files()).as("The first one has been read").isEqualTo(2);
    kit.clock.tick(Duration.ofDays(30));
    kit.engine.look();
    assertThat(files()).as("Nobody has started the draft").isEqualTo(1);
    kit.campaigns.resume(paused);
    kit.engine.read(paused);
    kit.clock.tick(Duration.ofHours(1));
    kit.engine.look();
    assertThat(files()).isZero();
  }

  @Test
  void anAudienceNamesOneSourceThatThisHubHas() {
    assertThatThrownBy(() -> kit.drafts.plan(CampaignKit.draft(Map.of("clients", Map.of()))))
        .hasMessageContaining("Este hub não tem o cadastro de clientes");
    assertThatThrownBy(
            () -> kit.drafts.plan(CampaignKit.draft(Map.of("sql", "people.sql", "csv", "x"))))
        .hasMessageContaining("exatamente um destes: csv, sql");
    assertThatThrownBy(
            () -> kit.drafts.plan(CampaignKit.draft(Map.of("sql", "people.sql", "where", "x"))))
        .hasMessageContaining("não tem 'where'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "- | volte | - | 1 | - | - | O campo 'name' precisa de 1 a 100 caracteres.",
        "Oi | outro | - | 1 | - | - | O campo 'template' precisa do nome de um modelo de routes/templates; há: volte.",
        "Oi | volte | nada | 1 | - | - | O campo 'channel' precisa do id de um canal ativo; há: waha.",
        "Oi | volte | - | 0 | - | - | O campo 'pace' precisa estar entre 1 e 60000",
        "Oi | volte | - | 1 | cedo | - | O campo 'window' precisa de horários",
        "Oi | volte | - | 1 | national | - | O campo 'window' precisa de horários",
        "Oi | volte | - | 1 | seg 09:00-09:00 | - | cada um começa antes de terminar, no mesmo dia.",
        "Oi | volte | - | 1 | - | um mês | O campo 'notAgainWithin' precisa de um tempo com a unidade, como 30d ou 12h.",
        "Oi | volte | - | 1 | - | 30 | O campo 'notAgainWithin' precisa de um tempo com a unidade, como 30d ou 12h.",
      })
  void eachFieldIsChecked(
      String name,
      String template,
      String channel,
      int pace,
      String window,
      String again,
      String told) {
    CampaignDraft draft =
        new CampaignDraft(
            name,
            Map.of("sql", "people.sql"),
            template,
            null,
            channel,
            pace,
            window,
            again,
            null,
            Map.of());
    assertThatThrownBy(() -> kit.drafts.plan(draft)).hasMessageContaining(told);
  }

  static Stream<Map<String, Object>> unfitValues() {
    return Stream.of(
        Map.of("area", Map.of("a", 1)),
        Map.of("area", List.of(1)),
        Map.of("area", "x".repeat(20_000)),
        Map.of("area", Double.POSITIVE_INFINITY),
        Map.of("", "x"));
  }

  private static CampaignDraft valued(Map<String, Object> values) {
    return new CampaignDraft(
        "Oi", Map.of("sql", "people.sql"), "volte", values, null, null, null, null, null, Map.of());
  }

  @ParameterizedTest
  @MethodSource("unfitValues")
  void aValueThatNoTemplateCanShowIsRefused(Map<String, Object> values) {
    assertThatThrownBy(() -> kit.drafts.plan(valued(values)))
        .isInstanceOf(UnusableCampaignException.class)
        .hasMessageContaining("O campo 'values' precisa de");
  }

  @Test
  void textsNumbersAndTruthsAreValues() {
    Map<String, Object> values = Map.of("area", "Sul", "valor", 12.5, "vip", true);
    assertThat(kit.drafts.plan(valued(values)).facts()).isEqualTo(values);
  }
}
