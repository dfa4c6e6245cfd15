package dev.recado.systems.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.recado.LongTexts;
import dev.recado.spine.flow.TryLaterException;
import dev.recado.spine.flow.UnprocessableException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odoo's import catches errors and answers with text instead of an error. */
class OdooErrorsTest {

  private static final String NOT_ALLOWED =
      "You are not allowed to create 'Lead/Opportunity' (crm.lead) records.\n\n"
          + "This operation is allowed for the following groups:\n\t- Sales/Administrator\n\n"
          + "Contact your administrator to request access if necessary.";

  private static final OdooCall LOAD = OdooCall.onModel("crm.lead", "load", Map.of(), Map.of());

  private final OdooErrors errors =
      new OdooErrors(TestOdoo.settings("http://127.0.0.1:1", "hub", "secret"));

  @Test
  void anErrorOfAFieldNamesTheField() {
    assertThat(load("No matching record found for database id '99'", "source_id"))
        .isInstanceOf(UnprocessableException.class)
        .hasMessage(
            "O Odoo recusa o campo 'source_id' de crm.lead: "
                + "No matching record found for database id '99'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Unknown error during import: <class 'odoo.exceptions.AccessError'>: ",
      })
  void aMissingRightIsReportedWithItsGroupsInEveryForm(String before) {
    assertThat(load(before + NOT_ALLOWED, ""))
        .isInstanceOf(UnprocessableException.class)
        .hasMessage(
            "O usuário 'hub' do Odoo não tem permissão para criar crm.lead: "
                + "dê a ele um destes grupos: Sales/Administrator");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "could not serialize access due to concurrent update",
        "deadlock detected\nDETAIL: Process 1 waits",
        "Unknown error during import: <class 'psycopg2.errors.LockNotAvailable'>: could not obtain"
      })
  void aConflictIsTriedLater(String text) {
    assertThat(load(text, "")).isInstanceOf(TryLaterException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connection to server at \"db\" (172.18.0.2), port 5432 failed: FATAL:  database \"lojaa\""
            + " does not exist\n",
        "connection to server failed: FATAL:  banco de dados \"lojaa\" não existe"
      })
  void aMissingDatabaseIsNamedWithItsSettingAndNotTriedAgain(String words) {
    assertThat(errors.sort(LOAD, "psycopg2.OperationalError", words))
        .isInstanceOf(OdooSetupException.class)
        .hasMessage("O Odoo não tem o banco 'hubtest': confira ODOO_DB");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server closed the connection unexpectedly",
        "FATAL:  the database system is starting up",
        "FATAL:  sorry, too many clients already"
      })
  void aDatabaseThatIsAwayIsTriedLater(String words) {
    assertThat(errors.sort(LOAD, "psycopg2.OperationalError", words))
        .isInstanceOf(TryLaterException.class);
  }

  @Test
  void aRecordOfAnotherCompanySaysWhatToDo() {
    String words =
        "Due to security restrictions, you are not allowed to access 'Journal Entry' (account.move)"
            + " records.\n\nThis restriction is due to the following rules:\n- Account Entry\n\nNote:"
            + " this might be a multi-company issue.";
    assertThat(errors.sort(LOAD, "odoo.exceptions.AccessError", words))
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("não tem acesso à empresa deste registro")
        .hasMessageContaining("Empresas permitidas");
  }

  @Test
  void aWarningIsNotTheReason() {
    ArrayNode messages = OdooJson.MAPPER.createArrayNode();
    messages.addObject().put("type", "warning").put("message", "nothing much");
    messages.addObject().put("type", "error").put("message", "the reason\nmore");
    assertThat(errors.load(LOAD, messages))
        .hasMessage("O Odoo recusa load em crm.lead: the reason");
  }

  @Test
  void anAnswerWithoutMessagesIsARefusal() {
    assertThat(errors.load(LOAD, OdooJson.MAPPER.createArrayNode()))
        .isInstanceOf(UnprocessableException.class)
        .hasMessageContaining("sem motivo");
  }

  @Test
  void aColumnUnknownToTheImportIsAnUnknownField() {
    assertThat(errors.sort(LOAD, "builtins.KeyError", "'area'"))
        .hasMessageContaining("O Odoo não tem o campo 'area' em crm.lead");
  }

  @ParameterizedTest
  @CsvSource({"access, ler", "create, criar", "modify, alterar", "delete, excluir"})
  void theErrorNamesOdoosActionAndNotTheMethod(String act, String verb) {
    String text = "You are not allowed to " + act + " 'Source' (utm.source) records.";
    assertThat(errors.sort(LOAD, "odoo.exceptions.AccessError", text))
        .hasMessageContaining("não tem permissão para " + verb + " utm.source")
        .hasMessageContaining("peça ao administrador do Odoo");
  }

  @Test
  void recordRulesAreNotMistakenForGroups() {
    String text =
        "Due to security restrictions, you are not allowed to access 'Lead' (crm.lead) records.\n\n"
            + "This restriction is due to the following rules:\n- Personal Leads";
    assertThat(errors.sort(LOAD, "odoo.exceptions.AccessError", text))
        .hasMessageContaining("peça ao administrador")
        .hasMessageNotContaining("grupos");
  }

  @Test
  void errorsOfAnyLengthAreSorted() {
    LongTexts.readBy(text -> load(text, ""));
    LongTexts.readBy(text -> errors.sort(LOAD, "odoo.exceptions.AccessError", text));
    LongTexts.readBy(text -> errors.sort(LOAD, "builtins.ValueError", text));
  }

  private RuntimeException load(String text, String field) {
    ArrayNode messages = OdooJson.MAPPER.createArrayNode();
    messages.addObject().put("type", "error").put("message", text).put("field", field);
    return errors.load(LOAD, messages);
  }
}
