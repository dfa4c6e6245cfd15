package dev.recado.spine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recado.systems.form.FormTypes;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventTypesTest {

  @Test
  void eachTypeIsEmittedSomewhereAndHasASentence() throws IOException {
    String code = sources();
    List<Field> names = names();
    assertThat(names)
        .allSatisfy(
            name -> {
              assertThat(code).as(name.toString()).contains(name.getName());
              assertThat(EventTypes.all()).containsKey(String.valueOf(name.get(null)));
            });
    assertThat(EventTypes.all()).hasSameSizeAs(names);
    assertThat(EventTypes.all().values()).allMatch(sentence -> sentence.endsWith("."));
  }

  /** The names of the hub's own types and of those of outside systems. */
  private static List<Field> names() {
    Stream<Class<?>> sources =
        ServiceLoader.load(EventSource.class).stream().map(ServiceLoader.Provider::type);
    return Stream.concat(Stream.of(EventTypes.class), sources)
        .flatMap(type -> Arrays.stream(type.getFields()))
        .filter(field -> !field.getName().equals("PREFIX"))
        .toList();
  }

  @Test
  void odooModelsAreTypesAndMisspeltInvoicesAreNot() {
    assertThat(EventTypes.knows("odoo.res.partner")).isTrue();
    assertThat(EventTypes.knows("odoo.invoice.payd")).isFalse();
    assertThat(EventTypes.knows("form.submited")).isFalse();
  }

  @Test
  void changesOfKommoRecordsAreTypesAndMisspeltRecordsAreNot() {
    assertThat(EventTypes.knows("kommo.task.added")).isTrue();
    assertThat(EventTypes.knows("kommo.company.updated")).isTrue();
    assertThat(EventTypes.knows("kommo.leed.added")).isFalse();
    assertThat(EventTypes.knows("kommo.message.added")).isFalse();
  }

  @Test
  void onlyEventsWithFieldNamesOfTheHubHaveOwnFields() {
    assertThat(EventTypes.ourOwn(EventTypes.CONVERSATION_TURN, "awaiting")).isTrue();
    assertThat(EventTypes.ourOwn(EventTypes.CONVERSATION_TURN, "text")).isFalse();
    assertThat(EventTypes.ourOwn(FormTypes.SUBMITTED, "awaiting")).isFalse();
  }

  /** The sources of all packages that make events, without the declarations of the names. */
  private static String sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/recado"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !Arrays.asList("flow", "lint").contains(room(file)))
          .map(EventTypesTest::read)
          .map(text -> text.replaceAll("String [A-Z_]+ =", ""))
          .collect(Collectors.joining());
    }
  }

  private static String room(Path file) {
    return file.getName(file.getNameCount() - 2).toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
