package io.sallyport.example.objectstore;

import static io.sallyport.example.objectstore.RunningStore.BUCKET;
import static io.sallyport.example.objectstore.RunningStore.ROLE_ARN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.identity.PolicyName;
import io.sallyport.identity.RoleName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.avro.Avro;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.avro.DataWriter;
import org.apache.iceberg.data.avro.PlannedDataReader;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A table of Apache Iceberg, whose files a role's session writes and deletes that Iceberg begins by
 * itself.
 */
class IcebergTest {
  private static final Schema SCHEMA =
      new Schema(
          Types.NestedField.required(1, "id", Types.LongType.get()),
          Types.NestedField.optional(2, "name", Types.StringType.get()));
  private static final TableIdentifier TABLE = TableIdentifier.of("db", "photos");

  /** What such a role needs: one prefix, and to list the bucket. */
  private static final String WAREHOUSE =
      """
      {"Version":"2012-10-17","Statement":[
      {"Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:DeleteObject"],
       "Resource":"arn:aws:s3:::my-bucket/warehouse/*"},
      {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::my-bucket"}]}""";

  private final Map<String, String> before = new HashMap<>();

  @TempDir private Path data;
  private RunningStore running;
  private JdbcCatalog catalog;
  private S3Client owner;

  @BeforeEach
  void open() throws IOException {
    running = new RunningStore(data.resolve("store"));
    running.makeRole(WAREHOUSE);
    owner = running.user("", "owner");
    owner.createBucket(b -> b.bucket(BUCKET));
    // Where STS is, and who calls it: Iceberg leaves that to the SDK's own settings.
    set("aws.endpointUrlSts", running.endpoint().toString());
    set("aws.region", "us-east-1");
    set("aws.accessKeyId", running.tester2.accessKeyId());
    set("aws.secretAccessKey", running.tester2.secretAccessKey());
    catalog = new JdbcCatalog();
    Map<String, String> settings = new HashMap<>();
    settings.put("uri", "jdbc:h2:" + data.resolve("catalog") + ";DATABASE_TO_UPPER=FALSE");
    settings.put("warehouse", "s3://" + BUCKET + "/warehouse");
    settings.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
    settings.put("client.factory", "org.apache.iceberg.aws.AssumeRoleAwsClientFactory");
    settings.put("client.assume-role.arn", ROLE_ARN);
    settings.put("client.assume-role.region", "us-east-1");
    settings.put("client.assume-role.session-name", "iceberg");
    settings.put("http-client.type", "urlconnection");
    settings.put("s3.endpoint", running.endpoint().toString());
    settings.put("s3.path-style-access", "true");
    catalog.initialize("iceberg", settings);
  }

  private void set(String name, String value) {
    before.put(name, System.getProperty(name, ""));
    System.setProperty(name, value);
  }

  @AfterEach
  void close() {
    catalog.close();
    owner.close();
    running.close();
    before.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }

  @Test
  void aTableIsWrittenCompactedAndDeletedThroughARole() throws IOException {
    catalog.createNamespace(Namespace.of("db"));
    Table table = catalog.createTable(TABLE, SCHEMA, PartitionSpec.unpartitioned());
    for (long id = 0; id < 5; id++) {
      table.newAppend().appendFile(write(table, List.of(row(id)))).commit();
    }
    assertEquals(Set.of(0L, 1L, 2L, 3L, 4L), ids(table));
    assertEquals(5, files(table).size());

    RewriteFiles compaction = table.newRewrite();
    files(table).forEach(compaction::deleteFile);
    compaction.addFile(write(table, rows(table))).commit();
    table.refresh();
    assertEquals(Set.of(0L, 1L, 2L, 3L, 4L), ids(table));
    assertEquals(1, files(table).size());
    int kept = keys().size();
    table.expireSnapshots().expireOlderThan(System.currentTimeMillis()).retainLast(1).commit();
    assertTrue(keys().size() < kept - 4, keys()::toString);
    assertEquals(Set.of(0L, 1L, 2L, 3L, 4L), ids(table));

    assertTrue(catalog.dropTable(TABLE, true));
    assertEquals(List.of(), keys());
    assertFalse(catalog.tableExists(TABLE));
  }

  @Test
  void whatTheRoleMayNotIcebergMayNot() throws IOException {
    catalog.createNamespace(Namespace.of("db"));
    Table table = catalog.createTable(TABLE, SCHEMA, PartitionSpec.unpartitioned());
    running
        .store
        .sallyport()
        .roles()
        .deletePolicy(new RoleName(RunningStore.ROLE), new PolicyName("Policy1"));
    S3Exception refusal = assertThrows(S3Exception.class, () -> write(table, List.of(row(1))));
    assertEquals("AccessDenied", refusal.awsErrorDetails().errorCode());
  }

  private static Record row(long id) {
    GenericRecord row = GenericRecord.create(SCHEMA);
    row.setField("id", id);
    row.setField("name", "picture " + id);
    return row;
  }

  private static DataFile write(Table table, List<Record> rows) throws IOException {
    OutputFile file =
        table.io().newOutputFile(table.location() + "/data/" + UUID.randomUUID() + ".avro");
    FileAppender<Record> appender =
        Avro.write(file).schema(SCHEMA).createWriterFunc(DataWriter::create).build();
    try (appender) {
      appender.addAll(rows);
    }
    return DataFiles.builder(PartitionSpec.unpartitioned())
        .withPath(file.location())
        .withFormat(FileFormat.AVRO)
        .withFileSizeInBytes(appender.length())
        .withRecordCount(rows.size())
        .build();
  }

  private static Set<DataFile> files(Table table) throws IOException {
    Set<DataFile> files = new HashSet<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      tasks.forEach(task -> files.add(task.file()));
    }
    return files;
  }

  private static List<Record> rows(Table table) throws IOException {
    List<Record> rows = new ArrayList<>();
    for (DataFile file : files(table)) {
      try (CloseableIterable<Record> read =
          Avro.read(table.io().newInputFile(file.location()))
              .project(SCHEMA)
              .createResolvingReader(PlannedDataReader::create)
              .build()) {
        read.forEach(rows::add);
      }
    }
    return rows;
  }

  private static Set<Long> ids(Table table) throws IOException {
    Set<Long> ids = new HashSet<>();
    rows(table).forEach(row -> ids.add((Long) row.getField("id")));
    return ids;
  }

  /** What is in the warehouse, as its owner sees it. */
  private List<String> keys() {
    return owner.listObjectsV2(l -> l.bucket(BUCKET)).contents().stream()
        .map(S3Object::key)
        .toList();
  }
}
