package dev.recado.spine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventTypesTest {

  @Test
  void eachTypeIsNamedByWhoEmitsItAndHasASentence() throws IOException, IllegalAccessException {
    String readers = sources();
    for (var field : EventTypes.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && !field.getName().endsWith("PREFIX")) {
        assertThat(readers).as(field.getName()).contains("EventTypes." + field.getName());
        assertThat(EventTypes.all()).containsKey(String.valueOf(field.get(null)));
      }
    }
    assertThat(EventTypes.all().values()).allMatch(sentence -> sentence.endsWith("."));
    assertThat(EventTypes.all())
        .hasSize(
            (int)
                Arrays.stream(EventTypes.class.getFields())
                    .filter(field -> !field.getName().endsWith("PREFIX"))
                    .count());
  }

  @Test
  void modelsOfOdooAreTypesAndMisspeltInvoicesAreNone() {
    assertThat(EventTypes.knows("odoo.res.partner")).isTrue();
    assertThat(EventTypes.knows("odoo.invoice.payd")).isFalse();
    assertThat(EventTypes.knows("form.submited")).isFalse();
  }

  @Test
  void whatHappensToRecordsOfKommoIsATypeAndAMisspeltRecordIsNone() {
    assertThat(EventTypes.knows("kommo.task.added")).isTrue();
    assertThat(EventTypes.knows("kommo.company.updated")).isTrue();
    assertThat(EventTypes.knows("kommo.leed.added")).isFalse();
    assertThat(EventTypes.knows("kommo.message.added")).isFalse();
  }

  @Test
  void onlyEventsWhoseFieldsTheHubNamesHaveFieldsOfItsOwn() {
    assertThat(EventTypes.ourOwn(EventTypes.CONVERSATION_TURN, "awaiting")).isTrue();
    assertThat(EventTypes.ourOwn(EventTypes.CONVERSATION_TURN, "text")).isFalse();
    assertThat(EventTypes.ourOwn(EventTypes.FORM_SUBMITTED, "awaiting")).isFalse();
  }

  /** All packages that make events of what they hear. */
  private static String sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/recado"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !Arrays.asList("flow", "lint").contains(room(file)))
          .map(EventTypesTest::read)
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
