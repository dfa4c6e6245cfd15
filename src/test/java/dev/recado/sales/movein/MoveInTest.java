package dev.recado.sales.movein;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.recado.TestDatabase;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class MoveInTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-12-01T13:00:00Z"), ZoneOffset.UTC);

  private final TestDatabase database = TestDatabase.create();
  private final JdbcClient jdbc = database.jdbc();
  private final Rooms rooms =
      new Rooms(
          jdbc,
          database.transaction(),
          CLOCK,
          ZoneId.of("America/Sao_Paulo"),
          List.of("Cozinhas", "Geral"));
  private final List<String> refused = new ArrayList<>();

  private final Path folder;

  MoveInTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Path fixture(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(MoveInTest.class.getResource("/movein/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private Path written(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private List<String> run(boolean rehearsal, Path... paths) throws IOException {
    List<DataFile> files = new ArrayList<>();
    for (Path path : paths) {
      files.add(DataFile.of(path, String.valueOf(path.getFileName()), Said.NOTHING));
    }
    refused.clear();
    return new MoveIn(rooms, rehearsal, one -> refused.add(one.told())).run(files).told();
  }

  private List<String> run(Path... paths) throws IOException {
    return run(false, paths);
  }

  private long count(String table) {
    return jdbc.sql("select count(*) from " + table).query(Long.class).single();
  }

  private List<String> rows(String sql) {
    return jdbc.sql(sql).query((row, n) -> row.getString(1)).list();
  }

  @Test
  void aLatin1FileOfASpreadsheetIsReadAndEachBadRowIsNamed() throws IOException {
    assertThat(run(fixture("clientes.csv")))
        .containsExactly("clientes: 2 novos, 0 alterados, 0 iguais, 4 recusados");
    assertThat(refused)
        .satisfiesExactly(
            ana ->
                assertThat(ana)
                    .startsWith(
                        "clientes.csv, linha 4, campo telefone: '987654' não é um telefone"),
            nameless -> assertThat(nameless).isEqualTo("clientes.csv, linha 5, campo nome: falta"),
            ze ->
                assertThat(ze)
                    .isEqualTo(
                        "clientes.csv, linha 6, campo cpf_cnpj: '111.111.111-11' não é um CPF nem um CNPJ"),
            bia ->
                assertThat(bia)
                    .isEqualTo(
                        "clientes.csv, linha 7, campo e_mail: 'bia arroba' não é um e-mail"));
    assertThat(
            rows(
                "select concat_ws(' ', name, phone, email, document, city, state, postcode, active)"
                    + " from client order by id"))
        .containsExactly(
            "João Conceição 5511987654321 joao@example.com 52998224725 São Paulo SP 01310100 t",
            "Padaria Três Irmãos Ltda 551133334444 11222333000181 Santo André SP f");
  }

  @Test
  void theSameFileAgainChangesNothingAndACorrectedOneChangesItsRow() throws IOException {
    run(fixture("clientes.csv"));
    assertThat(run(fixture("clientes.csv")))
        .containsExactly("clientes: 0 novos, 0 alterados, 2 iguais, 4 recusados");
    String corrected = "codigo;nome;telefone\n1;João C.;11 8765-4321\n";
    assertThat(run(written("clientes2.csv", corrected)))
        .containsExactly("clientes: 0 novos, 1 alterados, 0 iguais, 0 recusados");
    assertThat(count("client")).isEqualTo(2);
    assertThat(rows("select email from client where name = 'João C.'"))
        .containsExactly("joao@example.com");
  }

  @Test
  void aFileWithAByteOrderMarkAndEnglishNamesKnowsCustomersByPhoneAndName() throws IOException {
    run(fixture("clientes.csv"));
    assertThat(run(fixture("customers-bom.csv")))
        .containsExactly("clientes: 1 novos, 1 alterados, 0 iguais, 0 recusados");
    assertThat(run(fixture("customers-bom.csv")))
        .containsExactly("clientes: 0 novos, 0 alterados, 2 iguais, 0 recusados");
    assertThat(rows("select name from client order by id"))
        .containsExactly("Silva, Maria", "Padaria Três Irmãos Ltda", "Sem Telefone");
  }

  @Test
  void productsAreFoundByCodeAndTheirCategoriesAreMade() throws IOException {
    assertThat(run(fixture("produtos.tsv")))
        .containsExactly("produtos: 2 novos, 0 alterados, 0 iguais, 1 recusados");
    assertThat(refused).singleElement().asString().contains("linha 4, campo price: 'dez'");
    assertThat(run(fixture("produtos.tsv")))
        .containsExactly("produtos: 0 novos, 0 alterados, 2 iguais, 1 recusados");
    assertThat(
            rows(
                "select concat_ws(' ', p.code, p.price, p.stock, p.synonyms, c.name) from product p"
                    + " join product_category c on c.id = p.category order by p.id"))
        .containsExactly(
            "PZ-1 1045.90 10 {calabresa,\"pizza de calabresa\"} Pizzas", "CC-2 9.50 {} Bebidas");
    assertThat(count("product_category")).isEqualTo(2);
  }

  @Test
  void aRowWithACodeIsTheProductOfItsNameThatHasNoCodeYet() throws IOException {
    run(written("produtos.csv", "nome;preco\nPizza Calabresa;40,00\n"));
    Path coded =
        written("codigos.csv", "codigo;nome;preco\nPZ-1;pizza calabresa;45,90\nPZ-2;Bolo;50,00\n");
    assertThat(run(coded)).containsExactly("produtos: 1 novos, 1 alterados, 0 iguais, 0 recusados");
    assertThat(run(coded)).containsExactly("produtos: 0 novos, 0 alterados, 2 iguais, 0 recusados");
    assertThat(rows("select concat_ws(' ', code, name, price) from product order by id"))
        .containsExactly("PZ-1 pizza calabresa 45.90", "PZ-2 Bolo 50.00");
    assertThat(run(written("outro.csv", "codigo;nome;preco\nPZ-3;Bolo;12,00\n")))
        .containsExactly("produtos: 1 novos, 0 alterados, 0 iguais, 0 recusados");
  }

  @Test
  void aCodeOrANameThatAFileHasTwiceIsRefusedAtTheSecondLine() throws IOException {
    Path path =
        written(
            "produtos.csv",
            "codigo;nome;preco\nPZ-1;Pizza;45,90\nPZ-1;Pizza grande;60,00\n;Bolo;50,00\n;bolo;10,00\n;Pizza;1,00\n");
    for (boolean rehearsal : List.of(true, false)) {
      assertThat(run(rehearsal, path))
          .contains("produtos: 2 novos, 0 alterados, 0 iguais, 3 recusados");
      assertThat(refused)
          .containsExactly(
              "produtos.csv, linha 3, campo codigo: o código 'PZ-1' já está na linha 2 deste arquivo",
              "produtos.csv, linha 5, campo nome: o produto 'bolo' já está na linha 4 deste arquivo",
              "produtos.csv, linha 6, campo nome: o produto 'Pizza' já está na linha 2 deste arquivo");
    }
    assertThat(run(path)).containsExactly("produtos: 0 novos, 0 alterados, 2 iguais, 3 recusados");
    assertThat(rows("select concat_ws(' ', name, price) from product order by id"))
        .containsExactly("Pizza 45.90", "Bolo 50.00");
  }

  @Test
  void twoProductsOfAnotherSystemMayHaveOneNameButNotOneCode() throws IOException {
    String json =
        "[{\"id\": 1, \"nome\": \"Pizza\", \"preco\": \"40.00\"},"
            + " {\"id\": 2, \"nome\": \"Pizza\", \"preco\": \"60.00\"},"
            + " {\"id\": 3, \"nome\": \"Bolo\", \"codigo\": \"B\", \"preco\": \"5.00\"}]";
    assertThat(run(written("produtos.json", json)))
        .containsExactly("produtos: 3 novos, 0 alterados, 0 iguais, 0 recusados");
    assertThat(run(written("produtos.json", json)))
        .containsExactly("produtos: 0 novos, 0 alterados, 3 iguais, 0 recusados");
    assertThat(run(written("b.csv", "id;codigo;nome;preco\n4;B;Bolo de fubá;9,00\n")))
        .containsExactly("produtos: 0 novos, 0 alterados, 0 iguais, 1 recusados");
    assertThat(refused)
        .containsExactly(
            "b.csv, linha 2, campo codigo: o código 'B' já é do produto 3 do arquivo (Bolo)");
  }

  @Test
  void aPhoneThatAFileHasTwiceWithoutIdsIsRefusedAtTheSecondLine() throws IOException {
    Path path = written("clientes.csv", "nome;telefone\nMaria;11987654321\nJoão;(11) 8765-4321\n");
    for (int i = 0; i < 2; i++) {
      run(path);
      assertThat(refused)
          .containsExactly(
              "clientes.csv, linha 3, campo telefone: este telefone já está na linha 2 deste arquivo");
    }
    assertThat(rows("select name from client")).containsExactly("Maria");
  }

  @Test
  void eachRowOfATableOfOrdersIsALineAndNobodyIsTold() throws IOException {
    assertThat(run(fixture("pedidos.csv"), fixture("produtos.tsv"), fixture("clientes.csv")))
        .contains("pedidos: 2 novos, 0 alterados, 0 iguais, 2 recusados");
    assertThat(refused.get(refused.size() - 2))
        .contains("pedidos.csv, linha 5, campo status: 'feito' não é um estado");
    assertThat(refused.get(refused.size() - 1))
        .contains("pedidos.csv, linha 6, campo data: '31/02/2025' não é uma data");

    assertThat(run(fixture("pedidos.csv")))
        .containsExactly("pedidos: 0 novos, 0 alterados, 2 iguais, 2 recusados");

    assertThat(
            rows(
                "select concat_ws(' ', external_id, state, total, reserved, conversation, created_at at"
                    + " time zone 'UTC', confirmed_at is not null) from sale_order order by id"))
        .containsExactly(
            "1001 entregue 101.30 f whatsapp:551187654321 2025-11-30 17:00:00 t",
            "1002 novo 15.00 f whatsapp:551187654321 2026-11-29 13:00:00 f");
    assertThat(
            rows(
                "select concat_ws(' ', position, name, quantity, product is null) from sale_order_line order by sale_order, position"))
        .containsExactly("1 Pizza Calabresa 2 f", "2 Coca-Cola 2L 1 f", "1 Produto de outrora 3 t");
    assertThat(rows("select last_order_at at time zone 'UTC' from client where external_id = '1'"))
        .containsExactly("2025-11-30 17:00:00");
    assertThat(rows("select stock from product where code = 'PZ-1'")).containsExactly("10");
    assertThat(count("event")).isZero();
    assertThat(count("outbox")).isZero();
  }

  @Test
  void anOrderOfSeveralRowsIsCountedOnceAlsoIfItsLastRowChanges() throws IOException {
    String head = "pedido;telefone;status;data;produto;quantidade;preco_unitario\n";
    String row = "7;11987654321;Entregue;30/11/2025 14:00;";
    String file = head + row + "Bolo;1;50\n" + row + "Suco;1;9\n" + row + "Taxa;1;5\n";
    assertThat(run(written("pedidos.csv", file)))
        .containsExactly("pedidos: 1 novos, 0 alterados, 0 iguais, 0 recusados");
    assertThat(run(written("pedidos.csv", file)))
        .containsExactly("pedidos: 0 novos, 0 alterados, 1 iguais, 0 recusados");
    assertThat(run(written("pedidos.csv", file.replace("Suco;1", "Suco;2"))))
        .containsExactly("pedidos: 0 novos, 1 alterados, 0 iguais, 0 recusados");
  }

  @Test
  void aPageThatHasANextOneSaysSo() throws IOException {
    String page =
        "{\"count\": 41, \"next\": %s, \"previous\": null, \"results\": [{\"id\": 1, \"nome\": \"Ana\","
            + " \"telefone\": \"11987654321\"}]}";
    assertThat(run(written("clientes.json", page.formatted("\"https://loja.example/?page=2\""))))
        .containsExactly(
            "clientes: 1 novos, 0 alterados, 0 iguais, 0 recusados",
            "clientes.json: é uma página, e há mais páginas (next): traga também as outras, ou peça"
                + " páginas maiores (page_size)");
    assertThat(run(written("clientes.json", page.formatted("null"))))
        .containsExactly("clientes: 0 novos, 0 alterados, 1 iguais, 0 recusados");
  }

  @Test
  void djangosDumpIsTakenInWhateverItsOrderAndForeignKeysAreFollowed() throws IOException {
    assertThat(run(fixture("dumpdata.json")))
        .containsExactly(
            "categorias: 1 novos, 0 alterados, 0 iguais, 0 recusados",
            "clientes: 1 novos, 0 alterados, 0 iguais, 1 recusados",
            "produtos: 2 novos, 0 alterados, 0 iguais, 0 recusados",
            "pedidos: 1 novos, 0 alterados, 0 iguais, 1 recusados",
            "itens: 2 novos, 0 alterados, 0 iguais, 1 recusados",
            "não trazidos, porque o hub não tem lugar para eles: auth.user");
    assertThat(refused)
        .containsExactly(
            "dumpdata.json, linha 12, registro 11, campo telefone: este telefone ou documento já é do"
                + " cliente 1 do arquivo (Maria Silva)",
            "dumpdata.json, linha 7, registro 6, campo cliente: não há o cliente 77: traga antes os"
                + " clientes, ou no mesmo arquivo",
            "dumpdata.json, linha 5, registro 4, campo pedido: não há o pedido 99: traga antes os"
                + " pedidos, ou no mesmo arquivo");
    assertThat(
            rows(
                "select concat_ws(' ', c.name, o.state, o.total, o.notes) from sale_order o join client c"
                    + " on c.id = o.client"))
        .containsExactly("Maria Silva entregue 101.30 Sem cebola");

    assertThat(run(fixture("dumpdata.json")))
        .contains(
            "clientes: 0 novos, 0 alterados, 1 iguais, 1 recusados",
            "itens: 0 novos, 0 alterados, 2 iguais, 1 recusados");
    assertThat(count("sale_order_line")).isEqualTo(2);
  }

  @Test
  void aLaterDumpFindsWhatAnEarlierOneBrought() throws IOException {
    run(fixture("dumpdata.json"));
    String later =
        "[{\"model\": \"pedidos.pedido\", \"pk\": 23, \"fields\": {\"cliente\": 1, \"status\":"
            + " \"enviado\", \"total\": \"9.50\", \"criado_em\": \"2025-12-01T00:00:00Z\"}},"
            + " {\"model\": \"pedidos.itempedido\", \"pk\": 34, \"fields\": {\"pedido\": 23, \"produto\":"
            + " 12, \"quantidade\": 1}}]";
    assertThat(run(written("later.json", later)))
        .containsExactly(
            "pedidos: 1 novos, 0 alterados, 0 iguais, 0 recusados",
            "itens: 1 novos, 0 alterados, 0 iguais, 0 recusados");
    assertThat(rows("select name from sale_order where external_id = '23'"))
        .containsExactly("Maria Silva");
  }

  @Test
  void anObjectWithAListOfEachKindKeepsTheTotalThatItTells() throws IOException {
    assertThat(run(fixture("tudo.json")))
        .containsExactly(
            "clientes: 1 novos, 0 alterados, 0 iguais, 1 recusados",
            "produtos: 1 novos, 0 alterados, 0 iguais, 0 recusados",
            "pedidos: 1 novos, 0 alterados, 0 iguais, 0 recusados",
            "não trazidos, porque o hub não tem lugar para eles: versao");
    assertThat(rows("select total from sale_order")).containsExactly("60.00");
    assertThat(rows("select concat_ws(' ', name, price) from sale_order_line order by position"))
        .containsExactly("Bolo 50.00", "Taxa de entrega 12.50");
    assertThat(run(fixture("tudo.json")))
        .contains("pedidos: 0 novos, 0 alterados, 1 iguais, 0 recusados");
  }

  @Test
  void aStateThatPeopleChangedHereStays() throws IOException {
    run(fixture("tudo.json"));
    jdbc.sql("update sale_order set state = 'enviado'").update();
    jdbc.sql(
            "insert into sale_order_log (sale_order, at, state, who) select id, now(), 'enviado',"
                + " 'admin' from sale_order")
        .update();
    run(fixture("tudo.json"));
    assertThat(rows("select state from sale_order")).containsExactly("enviado");
  }

  @Test
  void sellersAndTheirAgendaComeFromSupabase() throws IOException {
    assertThat(run(fixture("agenda_rows.csv"), fixture("vendedores_rows.csv")))
        .containsExactly(
            "vendedores: 1 novos, 0 alterados, 0 iguais, 1 recusados",
            "agenda: 3 novos, 0 alterados, 0 iguais, 2 recusados");
    assertThat(refused)
        .containsExactly(
            "vendedores_rows.csv, linha 3, campo areas: a área 'Garagens' não existe em"
                + " routes/intents/business.yaml; áreas: Cozinhas, Geral",
            "agenda_rows.csv, linha 3, campo data_hora: o vendedor já tem outro compromisso neste"
                + " horário",
            "agenda_rows.csv, linha 5, campo vendedor_id: não há o vendedor 'zzzz': traga antes os"
                + " vendedores, ou no mesmo comando");
    assertThat(
            rows(
                "select concat_ws(' ', state, starts_at at time zone 'America/Sao_Paulo', ends_at -"
                    + " starts_at, name) from appointment order by id"))
        .containsExactly(
            "BOOKED 2027-01-05 14:00:00 01:00:00 Maria Silva",
            "DONE 2025-01-06 09:00:00 00:30:00 João",
            "CANCELLED 2027-01-06 09:00:00 00:30:00 João");
    assertThat(run(fixture("agenda_rows.csv"), fixture("vendedores_rows.csv")))
        .containsExactly(
            "vendedores: 0 novos, 0 alterados, 1 iguais, 1 recusados",
            "agenda: 0 novos, 0 alterados, 3 iguais, 2 recusados");
  }

  @Test
  void aRehearsalTellsTheSameAndWritesNothing() throws IOException {
    assertThat(run(true, fixture("dumpdata.json")))
        .contains(
            "clientes: 1 novos, 0 alterados, 0 iguais, 1 recusados",
            "pedidos: 1 novos, 0 alterados, 0 iguais, 1 recusados",
            "itens: 2 novos, 0 alterados, 0 iguais, 1 recusados",
            "Foi um ensaio (--dry-run): nada foi gravado.");
    assertThat(run(true, fixture("agenda_rows.csv"), fixture("vendedores_rows.csv")))
        .contains("vendedores: 1 novos, 0 alterados, 0 iguais, 1 recusados");
    for (String table :
        List.of("client", "product", "sale_order", "appointment", "moved_in", "product_category")) {
      assertThat(count(table)).as(table).isZero();
    }
  }

  /** Ends a run in the middle, as a kill does: what is committed stays, the rest is lost. */
  private record Killed(DataFile file, int after) implements DataFile {
    @Override
    public Set<Kind> kinds() {
      return file.kinds();
    }

    @Override
    public void each(Kind kind, Consumer<Row> row, Consumer<Refusal> bad) throws IOException {
      int[] seen = {0};
      file.each(
          kind,
          one -> {
            if (++seen[0] > after) {
              throw new IllegalStateException("killed");
            }
            row.accept(one);
          },
          bad);
    }
  }

  @Test
  void aKillInTheMiddleAndASecondRunEndInTheSameState() throws IOException {
    StringBuilder csv = new StringBuilder("nome;telefone\n");
    for (int i = 0; i < 900; i++) {
      csv.append("Cliente %d;119%08d\n".formatted(i, 70_000_000 + i));
    }
    Path path = written("clientes.csv", csv.toString());
    DataFile file = DataFile.of(path, "clientes.csv", Said.NOTHING);
    assertThatThrownBy(
            () -> new MoveIn(rooms, false, one -> {}).run(List.of(new Killed(file, 600))))
        .hasMessage("killed");
    assertThat(count("client")).isEqualTo(500);

    assertThat(run(path))
        .containsExactly("clientes: 400 novos, 0 alterados, 500 iguais, 0 recusados");
    assertThat(run(path))
        .containsExactly("clientes: 0 novos, 0 alterados, 900 iguais, 0 recusados");
    assertThat(count("client")).isEqualTo(900);
  }

  @Test
  void idsOfTwoSystemsAreDifferentThings() throws IOException {
    Path first = written("clientes.csv", "id;nome;telefone\n1;Maria;11987650001\n");
    Path second = written("outros.csv", "id;nome;telefone\n1;João;11987650002\n");
    run(first);
    DataFile other = DataFile.of(second, "outros.csv", new Said(null, "loja-antiga"));
    new MoveIn(rooms, false, one -> {}).run(List.of(other));
    new MoveIn(rooms, false, one -> {}).run(List.of(other));
    assertThat(rows("select concat_ws(' ', name, origin, external_id) from client order by id"))
        .containsExactly("Maria import 1", "João loja-antiga 1");
    assertThat(Said.canBeOrigin("whatsapp")).isFalse();
  }

  @Test
  void aRowThatTheDatabaseRefusesTakesNoOtherWithIt() throws IOException {
    String csv =
        "nome;telefone;odoo_id\nMaria;11987650001;7\nJoão;11987650002;7\nAna;11987650003;8\n";
    assertThat(run(written("clientes.csv", csv)))
        .containsExactly("clientes: 2 novos, 0 alterados, 0 iguais, 1 recusados");
    assertThat(refused).singleElement().asString().startsWith("clientes.csv, linha 3: ");
  }

  @Test
  void aBrokenFileIsRefusedBeforeAnythingIsWritten() {
    assertThatThrownBy(() -> run(fixture("quebrado.json")))
        .isInstanceOf(UnreadableFile.class)
        .hasMessageContaining("quebrado.json: o arquivo não é JSON a partir da linha ");
    assertThat(count("client")).isZero();
  }

  @Test
  void aFileThatNobodyKnowsIsRefusedWithAnAdvice() {
    assertThatThrownBy(() -> run(written("x.csv", "a;b\n1;2\n")))
        .isInstanceOf(UnreadableFile.class)
        .hasMessage(
            "x.csv: não dá para saber o que o arquivo traz, pelos campos a, b. Diga com --as (na API:"
                + " ?as=): clientes, produtos, categorias, pedidos, agenda, vendedores.");
    assertThatThrownBy(() -> run(written("vazio.csv", "\n ")))
        .hasMessage("vazio.csv: o arquivo está vazio.");
    assertThatThrownBy(() -> run(written("clientes.csv", "nome;telefone\n;\n")))
        .isInstanceOf(UnreadableFile.class)
        .hasMessage(
            "clientes.csv: o arquivo só tem a linha com os nomes das colunas, e nenhuma linha com dados.");
  }

  @Test
  void aRowWithTooFewColumnsIsRefused() throws IOException {
    assertThat(run(written("clientes.csv", "nome,telefone,cidade\nMaria,11987654321\n")))
        .containsExactly("clientes: 0 novos, 0 alterados, 0 iguais, 1 recusados");
    assertThat(refused)
        .containsExactly(
            "clientes.csv, linha 2: a linha tem 2 colunas e o cabeçalho 3: confira as aspas e o"
                + " separador");
  }

  @Test
  void aTextWithNulIsRefusedAndNotStored() {
    Row row = new Row("x", 2, 0, "import", Map.of("nome", TextNode.valueOf("a\0b")));
    assertThatThrownBy(() -> row.required(Names.NAME, 200)).isInstanceOf(Refused.class);
  }

  @Test
  void aNumberThatIsNoNumberIsRefusedWithItsField() throws IOException {
    run(
        written(
            "tudo.json",
            """
            {"produtos": [{"nome": "Panela", "preco": 1e400}, {"nome": "Faca", "preco": 1e999999999},
                          {"nome": "Pote", "preco": 10, "categoria": 1e400}, {"nome": 1e400, "preco": 10},
                          {"nome": 12, "preco": 10, "categoria": "Geral"}],
             "pedidos": [{"numero": "a", "data": "2026-01-02", "estado": "novo", "total": -1e400},
                         {"numero": "b", "data": "2026-01-02", "estado": "novo",
                          "itens": [{"produto_nome": "Pote", "quantidade": 1, "preco_unitario": 1e400}]}]}
            """));
    assertThat(refused)
        .extracting(one -> one.replaceFirst(".*campo ", ""))
        .containsExactly(
            "preco: traz um número grande demais",
            "preco: traz um número grande demais",
            "categoria: traz um número grande demais",
            "nome: traz um número grande demais",
            "total: traz um número grande demais",
            "preco_unitario: traz um número grande demais");
    assertThat(rows("select name from product")).containsExactly("12");
    assertThat(rows("select name from product_category where name like 'Inf%'")).isEmpty();
    assertThat(count("sale_order")).isZero();
  }

  @Test
  void anOrderOfACenturyWithoutOrdersIsRefused() throws IOException {
    run(
        written(
            "pedidos.json",
            """
            {"pedidos": [{"numero": "a", "data": "1800-01-01", "estado": "novo", "total": 1},
                         {"numero": "b", "data": "9999-12-31", "estado": "novo", "total": 1},
                         {"numero": "c", "data": "1900-01-01", "estado": "novo", "total": 1}]}
            """));
    assertThat(refused)
        .extracting(one -> one.replaceFirst(".*campo ", ""))
        .containsExactly(
            "data: '1800-01-01' não está entre os anos 1900 e 2200",
            "data: '9999-12-31' não está entre os anos 1900 e 2200");
  }
}
