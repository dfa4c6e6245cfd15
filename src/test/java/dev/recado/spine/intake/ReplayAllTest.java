package dev.recado.spine.intake;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.recado.api.web.Problems;
import dev.recado.spine.outbox.MessageQueries;
import dev.recado.spine.outbox.Outbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class ReplayAllTest {

  private final Events events = mock(Events.class);
  private final Outbox outbox = mock(Outbox.class);
  private final MockMvc web =
      MockMvcBuilders.standaloneSetup(
              new DeadLetterController(
                  new DeadLetterQueries(mock(JdbcClient.class)),
                  new EventQueries(mock(JdbcClient.class)),
                  mock(MessageQueries.class),
                  events,
                  outbox))
          .setControllerAdvice(new Problems())
          .setMessageConverters(
              new MappingJackson2HttpMessageConverter(Jackson2ObjectMapperBuilder.json().build()))
          .build();

  @Test
  void everythingIsReplayedOnlyOnExplicitRequest() throws Exception {
    when(events.replayDead(null, null)).thenReturn(2);
    when(outbox.replay(new Outbox.ReplayFilter(null, null, null, false))).thenReturn(3);

    replay("{\"all\": true}").andExpect(status().isOk()).andExpect(jsonPath("$.replayed").value(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"includeUnknown\": true}",
        "{\"kind\": \"message\", \"conector\": \"waha\"}",
        "{\"kind\": \"letter\"}",
        "{\"type\": \"\"}",
        "{\"all\": \"yes\"}",
        "[]",
        "{"
      })
  void anEmptyOrMisspeltFilterReplaysNothing(String body) throws Exception {
    replay(body)
        .andExpect(status().isBadRequest())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
    verifyNoInteractions(events, outbox);
  }

  @Test
  void aConnectorMeansMessagesOnly() throws Exception {
    replay("{\"connector\": \"waha\", \"includeUnknown\": true}").andExpect(status().isOk());

    verifyNoInteractions(events);
    verify(outbox).replay(new Outbox.ReplayFilter("waha", null, null, true));
  }

  @Test
  void aReplayOfEventsLeavesTheOutboxUntouched() throws Exception {
    replay("{\"kind\": \"event\", \"reason\": \"odoo\"}").andExpect(status().isOk());

    verify(events).replayDead(null, "odoo");
    verifyNoInteractions(outbox);
  }

  @Test
  void internalErrorsAreNotDisclosed() throws Exception {
    when(outbox.replay(any(Outbox.ReplayFilter.class)))
        .thenThrow(new IllegalStateException("password of the database"));

    replay("{\"kind\": \"message\"}")
        .andExpect(status().isInternalServerError())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(
            content()
                .string(
                    org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("password"))));
  }

  private ResultActions replay(String body) throws Exception {
    return web.perform(
        post("/api/dead-letters/replay").contentType(MediaType.APPLICATION_JSON).content(body));
  }
}
