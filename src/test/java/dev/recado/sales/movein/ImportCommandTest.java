package dev.recado.sales.movein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.ground.embedded.TestServers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine;

class ImportCommandTest {

  private final String url = TestServers.migratedUrl();
  private final JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Path folder;

  ImportCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int run(String... args) {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "spring.datasource.url", url, "recado.conversation.timezone", "America/Sao_Paulo"));
    ImportCommand command =
        new ImportCommand(
            () -> {
              StandardEnvironment environment = new StandardEnvironment();
              environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
              return environment;
            });
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private long clients() {
    return jdbc.sql("select count(*) from client").query(Long.class).single();
  }

  @Test
  void goodRowsGoInAndEachBadOneIsPrinted() throws IOException {
    String file = file("clientes.csv", "nome;telefone\nMaria;(11) 98765-4321\nAna;12\n");

    assertThat(run("data", file)).isEqualTo(1);

    assertThat(out.toString().lines())
        .satisfiesExactly(
            bad -> assertThat(bad).startsWith("clientes.csv, linha 3, campo telefone: '12' "),
            sum ->
                assertThat(sum).isEqualTo("clientes: 1 novos, 0 alterados, 0 iguais, 1 recusados"));
    assertThat(clients()).isEqualTo(1);
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    assertThat(run("data", "--dry-run", file("c.csv", "nome,telefone\nMaria,11987654321\n")))
        .isZero();
    assertThat(out.toString()).contains("1 novos", "nada foi gravado");
    assertThat(clients()).isZero();
  }

  @Test
  void whatAFileHoldsCanBeSaid() throws IOException {
    assertThat(run("data", file("x.csv", "nome\nMaria\n"))).isEqualTo(3);
    assertThat(err.toString()).contains("Diga com --as");
    assertThat(run("data", "--as", "clientes", file("x.csv", "nome\nMaria\n"))).isZero();
    assertThat(clients()).isEqualTo(1);
    assertThat(run("data", "--as", "fornecedores", file("x.csv", "nome\nMaria\n"))).isEqualTo(2);
  }

  @Test
  void oneUnreadableFileStopsAllOthers() throws IOException {
    String good = file("clientes.csv", "nome,telefone\nMaria,11987654321\n");
    assertThat(run("data", good, folder.resolve("missing.csv").toString())).isEqualTo(3);
    assertThat(run("data", good, file("b.json", "[{\"nome\": "))).isEqualTo(3);
    assertThat(err.toString()).contains("não há este arquivo", "b.json: o arquivo não é JSON");
    assertThat(clients()).isZero();
  }
}
