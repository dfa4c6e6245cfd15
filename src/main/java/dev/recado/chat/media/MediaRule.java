package dev.recado.chat.media;

import dev.recado.ground.settings.Settings;
import dev.recado.ground.settings.SettingsRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Checks the settings of files. */
class MediaRule implements SettingsRule {

  private static final String STORE = "recado.media.store";
  private static final String FOLDER = "recado.media.folder";
  private static final String S3 = "recado.media.s3.";

  @Override
  public void look(Settings settings) {
    String store = settings.text(STORE);
    if (!Set.of("", TableStore.NAME, FolderStore.NAME, BucketStore.NAME).contains(store)) {
      settings.wrong(STORE, "is no store for files.", "Write table, folder or s3.");
    }
    if (store.equals(FolderStore.NAME)) {
      settings.needs(
          FOLDER,
          "RECADO_MEDIA_STORE is folder",
          "Set it to a folder that all processes of the hub share and may write to.");
    }
    if (settings.has(FOLDER) && !usable(settings.text(FOLDER))) {
      settings.wrong(
          FOLDER,
          "is no folder that the hub may write to.",
          "Make the folder, or correct the path.");
    }
    if (store.equals(BucketStore.NAME)) {
      settings.needs(
          S3 + "bucket", "RECADO_MEDIA_STORE is s3", "Set it to the name of the bucket.");
    }
    settings.address(S3 + "endpoint");
    if (settings.has(S3 + "access-key")) {
      settings.needs(
          S3 + "secret-key", "there is an access key", "Set it to the secret of that key.");
    }
  }

  private static boolean usable(String folder) {
    try {
      Path path = Path.of(folder);
      return Files.notExists(path) || Files.isDirectory(path) && Files.isWritable(path);
    } catch (java.nio.file.InvalidPathException e) {
      return false;
    }
  }
}
