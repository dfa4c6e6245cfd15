package dev.recado.spine.campaign;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of campaigns.
 *
 * @param audienceTimeout how long the SQL of an audience may take to its first row
 * @param stock how many messages of one campaign wait in the outbox at most
 * @param look how often to look for campaigns that other processes have started
 * @param gather the pause between two rounds while a campaign runs
 * @param answerWithin how long after its message an answer counts for a campaign
 */
@ConfigurationProperties("recado.campaign")
record CampaignSettings(
    @DefaultValue("5m") Duration audienceTimeout,
    @DefaultValue("500") int stock,
    @DefaultValue("2s") Duration look,
    @DefaultValue("250ms") Duration gather,
    @DefaultValue("48h") Duration answerWithin) {}
