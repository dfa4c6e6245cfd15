package dev.recado.systems.waha;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recado.spine.channel.TestChannels;
import dev.recado.spine.flow.Event;
import dev.recado.spine.ingress.InboundRecord;
import dev.recado.spine.ingress.Webhook;
import dev.recado.spine.ingress.WebhookSource.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Taps, notices, corrections and deletions, as the engines NOWEB, GOWS and WEBJS write them. */
class WhatNobodyWroteTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-28T13:30:00Z");

  private static final TestChannels CHANNELS = new TestChannels().with(TestWaha.channel("secret"));

  private final WahaEvents events = new WahaEvents(Duration.ofDays(1), "default", CHANNELS);
  private final WahaWebhooks webhooks = new WahaWebhooks(CHANNELS);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'message':{'templateButtonReplyMessage':{'selectedId':'opt-1','selectedDisplayText':'Parar de receber'}}}",
        "{'Message':{'templateButtonReplyMessage':{'selectedID':'opt-1','selectedDisplayText':'Parar de receber'}}}",
        "{'message':{'buttonsResponseMessage':{'selectedButtonId':'opt-1','selectedDisplayText':'Parar de receber','type':1}}}",
        "{'Message':{'buttonsResponseMessage':{'selectedButtonID':'opt-1','Response':{'SelectedDisplayText':'Parar de receber'}}}}",
        "{'message':{'listResponseMessage':{'title':'Parar de receber','listType':1,'singleSelectReply':{'selectedRowId':'r1'}}}}",
        "{'Message':{'listResponseMessage':{'title':'Parar de receber','singleSelectReply':{'selectedRowID':'r1'}}}}",
        "{'message':{'interactiveResponseMessage':{'body':{'text':'Parar de receber'},'nativeFlowResponseMessage':{'name':'quick_reply','paramsJson':'{}'}}}}",
        "{'message':{'interactiveResponseMessage':{'nativeFlowResponseMessage':{'name':'quick_reply','paramsJson':'{\\\"id\\\":\\\"x\\\",\\\"display_text\\\":\\\"Parar de receber\\\"}'}}}}",
        "{'message':{'ephemeralMessage':{'message':{'templateButtonReplyMessage':{'selectedId':'x','selectedDisplayText':'Parar de receber'}}}}}",
        "{'message':{'messageContextInfo':{},'listResponseMessage':{'title':'Parar de receber','singleSelectReply':{'selectedRowId':'r1'}}}}",
        "{'type':'template_button_reply','body':'Parar de receber','selectedId':'opt-1'}",
        "{'type':'buttons_response','selectedButtonId':'b1','body':'Parar de receber'}",
        "{'type':'list_response','listResponse':{'title':'Parar de receber','singleSelectReply':{'selectedRowId':'r1'}}}",
        "{'message':{'buttonsResponseMessage':{'selectedButtonId':'Parar de receber'}}}",
        "{'message':{'conversation':'Parar de receber'}}",
        "{'Message':{'extendedTextMessage':{'text':'Parar de receber'}}}"
      })
  void aTapGivesTheLabelAndATextIsReadFromAnyPlace(String data) {
    Event event = read(message(null, data));
    assertThat(event.type()).isEqualTo("whatsapp.message.received");
    assertThat(event.body())
        .containsEntry("text", "Parar de receber")
        .containsEntry("kind", "text");
  }

  @Test
  void theLabelOfAButtonComesBeforeItsId() {
    String data =
        "{'message':{'buttonsResponseMessage':{'selectedButtonId':'opt-1','selectedDisplayText':'Sim'}}}";
    assertThat(read(message("opt-1", data)).body()).containsEntry("text", "Sim");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200e", " \u200b\n", "\u2060\ufeff"})
  void anInvisibleMessageIsANotice(String body) {
    assertThat(read(message(body, "{}")).type()).isEqualTo("whatsapp.message.notice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'message':{'protocolMessage':{'type':'EPHEMERAL_SETTING','key':{'id':''}}}}",
        "{'Message':{'protocolMessage':{'type':3}}}",
        "{'message':{'protocolMessage':{'type':'HISTORY_SYNC_NOTIFICATION'}}}",
        "{'message':{'call':{'callKey':'MDA='}}}",
        "{'Message':{'bcallMessage':{}}}",
        "{'message':{'callLogMesssage':{'isVideo':false}}}",
        "{'message':{'albumMessage':{'expectedImageCount':2}}}",
        "{'Message':{'albumMessage':{'expectedImageCount':2}}}",
        "{'message':{'reactionMessage':{'key':{'id':'X'},'text':'👍'}}}",
        "{'Message':{'encReactionMessage':{}}}",
        "{'message':{'pollUpdateMessage':{}}}",
        "{'message':{'pinInChatMessage':{}}}",
        "{'message':{'keepInChatMessage':{}}}",
        "{'message':{'senderKeyDistributionMessage':{'groupId':'x'}}}",
        "{'message':{'messageContextInfo':{}}}",
        "{'message':{'secretEncryptedMessage':{'secretEncType':'MESSAGE_EDIT'}}}",
        "{'message':{'somethingOfNextYear':{}}}",
        "{'messageStubType':'CIPHERTEXT'}",
        "{'messageStubType':'E2E_ENCRYPTED'}",
        "{'messageStubType':40,'messageStubParameters':[]}",
        "{'messageStubType':'CALL_MISSED_VOICE'}",
        "{'messageStubType':'GROUP_PARTICIPANT_ADD'}",
        "{'type':'e2e_notification','subtype':'encrypt'}",
        "{'type':'ciphertext'}",
        "{'type':'gp2','subtype':'add'}",
        "{'type':'notification_template','subtype':'biz_privacy_mode_init_fb'}",
        "{'type':'call_log'}",
        "{'type':'protocol','subtype':'ephemeral_setting'}",
        "{'type':'album'}",
        "{}"
      })
  void aMessageThatNobodyWroteIsANotice(String data) {
    assertThat(read(message(null, data)).type()).isEqualTo("whatsapp.message.notice");
    ObjectNode own = message(null, data);
    payload(own).put("fromMe", true);
    assertThat(read(own).type()).isEqualTo("whatsapp.message.notice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image | {'message':{'imageMessage':{}}}",
        "image | {'message':{'associatedChildMessage':{'message':{'imageMessage':{}}}}}",
        "voice | {'Message':{'audioMessage':{'PTT':true}}}",
        "sticker | {'message':{'lottieStickerMessage':{'message':{'stickerMessage':{}}}}}",
        "contact | {'message':{'contactMessage':{'displayName':'Ana'}}}",
        "unknown | {'message':{'pollCreationMessageV3':{'name':'Qual?'}}}",
        "unknown | {'type':'order'}",
        "document | {'type':'document'}"
      })
  void aMessageWithoutTextFromAPersonIsNoNotice(String kind, String data) {
    Event event = read(message(null, data));
    assertThat(event.type()).isEqualTo("whatsapp.message.received");
    assertThat(event.body()).containsEntry("kind", kind).containsEntry("text", null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'message':{'protocolMessage':{'type':'REVOKE','key':{'id':'AABB4006'}}}}",
        "{'message':{'protocolMessage':{'type':0,'key':{'id':'AABB4006'}}}}",
        "{'Message':{'protocolMessage':{'type':0,'key':{'ID':'AABB4006'}}}}",
        "{'message':{'ephemeralMessage':{'message':{'protocolMessage':{'type':'REVOKE','key':{'id':'AABB4006'}}}}}}",
        "{'type':'protocol','subtype':'sender_revoke','protocolMessageKey':{'id':'AABB4006'}}",
        "{'type':'revoked','protocolMessageKey':{'_serialized':'false_5511981114006@c.us_AABB4006'}}"
      })
  void aDeletionNamesTheMessageItDeletes(String data) {
    Event event = read(message(null, data));
    assertThat(event.type()).isEqualTo("whatsapp.message.revoked");
    assertThat(event.body())
        .containsEntry("messageId", "AABB4006")
        .containsEntry("phone", "5511981114006");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'message':{'protocolMessage':{'type':'MESSAGE_EDIT','key':{'id':'AABB4006'},'editedMessage':{'conversation':'Rita'}}}}",
        "{'message':{'protocolMessage':{'type':14,'key':{'id':'AABB4006'},'editedMessage':{'extendedTextMessage':{'text':'Rita'}}}}}",
        "{'message':{'editedMessage':{'message':{'protocolMessage':{'type':'MESSAGE_EDIT','key':{'id':'AABB4006'},'editedMessage':{'conversation':'Rita'}}}}}}",
        "{'Message':{'protocolMessage':{'type':14,'key':{'ID':'AABB4006'},'editedMessage':{'imageMessage':{'caption':'Rita'}}}}}"
      })
  void aCorrectionBringsTheNewTextForTheMessageItCorrects(String data) {
    Event event = read(message(null, data));
    assertThat(event.type()).isEqualTo("whatsapp.message.edited");
    assertThat(event.body()).containsEntry("messageId", "AABB4006").containsEntry("text", "Rita");
  }

  @Test
  void wahasOwnEventsReportDeletionsAndCorrections() {
    Event revoked = read(file("w06b-message.revoked"));
    assertThat(revoked.type()).isEqualTo("whatsapp.message.revoked");
    assertThat(revoked.body())
        .containsEntry("messageId", "AABB4006")
        .containsEntry("chatId", "5511981114006@c.us")
        .containsEntry("fromMe", false);
    Event edited = read(file("w07b-message.edited"));
    assertThat(edited.type()).isEqualTo("whatsapp.message.edited");
    assertThat(edited.body())
        .containsEntry("messageId", "AABB4007")
        .containsEntry("text", "meu nome é Rita");
    assertThat(read(file("w06-revoked-via-protocol")).body())
        .containsEntry("messageId", "AABB4006");
  }

  @Test
  void aDeletionWithoutTheOldMessageStillNamesIt() {
    ObjectNode tree = file("w06b-message.revoked");
    payload(tree).remove("before");
    assertThat(read(tree).body()).containsEntry("messageId", "AABB4006");
    payload(tree).remove("revokedMessageId");
    assertThat(read(tree).body()).containsEntry("messageId", "AABB4906");
  }

  /** The same subject puts them on one partition in Kafka, in order. */
  @ParameterizedTest
  @CsvSource({
    "w06a-message-to-be-revoked, w06b-message.revoked",
    "w06a-message-to-be-revoked, w06-revoked-via-protocol",
    "w07a-first-version, w07b-message.edited"
  })
  void aCorrectionHasTheSubjectOfItsMessage(String message, String correction) {
    assertThat(identity(file(correction)).subject()).isEqualTo(identity(file(message)).subject());
  }

  /** The text arrives later under the same id, once it can be decrypted. */
  @Test
  void thePlaceholderOfALaterMessageIsNotTheMessage() {
    ObjectNode text = file("w06a-message-to-be-revoked");
    for (String data : new String[] {"{'messageStubType':'CIPHERTEXT'}", "{'type':'ciphertext'}"}) {
      ObjectNode place = message(null, data);
      payload(place).set("id", payload(text).get("id"));
      assertThat(identity(place).key()).isNotEqualTo(identity(text).key());
    }
    payload(text).set("_data", json("{'messageStubType':0,'message':{'conversation':'oi'}}"));
    assertThat(identity(text).key()).isEqualTo(identity(file("w06a-message-to-be-revoked")).key());
  }

  @Test
  void wahasOwnClockDecidesTheAgeOfAMessage() {
    assertThat(read(file("w08-five-days-old")).body()).containsEntry("late", true);
    assertThat(read(file("w09a-customer-asks")).body()).containsEntry("late", false);
    ObjectNode own = file("w08-five-days-old");
    payload(own).put("fromMe", true).put("source", "app");
    assertThat(read(own).body()).containsEntry("late", true).containsEntry("by", "app");
  }

  @Test
  void aLimitOfZeroAnswersMessagesOfAnyAge() {
    Event event =
        new WahaEvents(Duration.ZERO, "default", CHANNELS)
            .read(record(file("w08-five-days-old")))
            .get(0);
    assertThat(event.body()).containsEntry("late", false);
  }

  @Test
  void gowsGivesThePhoneBehindAHiddenIdentity() {
    assertThat(read(file("w12-gows-lid-senderalt")).body())
        .containsEntry("phone", "5511981114012")
        .containsEntry("chatId", "987654321098765@lid");
  }

  private Event read(JsonNode tree) {
    return events.read(record(tree)).get(0);
  }

  private InboundRecord record(JsonNode tree) {
    return InboundRecord.of("waha", identity(tree), NOW, "application/json", bytes(tree));
  }

  @SuppressWarnings(
      "NullAway") // javac 17 loses the @Nullable inside Function<…> of compiled classes
  private Identity identity(JsonNode tree) {
    Function<String, String> noHeaders = name -> null;
    return webhooks.identify(
        new Webhook(null, "application/json", noHeaders, query -> null, bytes(tree), NOW));
  }

  private static ObjectNode message(@Nullable String body, String data) {
    ObjectNode tree = file("w06a-message-to-be-revoked");
    payload(tree).put("body", body).put("id", "false_5511981114006@c.us_AABB9999");
    payload(tree).set("_data", json(data));
    return tree;
  }

  private static ObjectNode payload(ObjectNode tree) {
    return tree.withObject("/payload");
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode file(String name) {
    try (InputStream in =
        WhatNobodyWroteTest.class.getResourceAsStream("/whatsapp/" + name + ".json")) {
      return (ObjectNode) JSON.readTree(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(JsonNode tree) {
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }
}
