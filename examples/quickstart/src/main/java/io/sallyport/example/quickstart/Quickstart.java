package io.sallyport.example.quickstart;

import static java.lang.System.Logger.Level.INFO;

import io.sallyport.Sallyport;
import io.sallyport.credential.AccessKey;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.jdbc.JdbcStore;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumedRole;
import java.io.IOException;
import java.nio.file.Path;

/** What README embeds: a user with an access key, a role that may read one prefix, and a server. */
public final class Quickstart {
  static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
       "Principal": {"AWS": "arn:aws:iam:::user/alice"}}}
      """;
  private static final String ALL =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*",
       "Resource": ["arn:aws:s3:::photos", "arn:aws:s3:::photos/*"]}}
      """;
  static final String READ =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject",
       "Resource": "arn:aws:s3:::photos/2026/*"}}
      """;
  private static final System.Logger LOG = System.getLogger(Quickstart.class.getName());

  private Quickstart() {}

  /**
   * Serves until it is ended, and shows the first user's key when there was none.
   *
   * @param arguments the folder in which everything is kept, which is there
   */
  public static void main(String[] arguments) throws IOException {
    Sallyport sallyport = open(Path.of(arguments[0]));
    if (sallyport.users().find(new UserName("alice")).isEmpty()) {
      AccessKey key = begin(sallyport);
      export("AWS_ACCESS_KEY_ID", key.id().value());
      export("AWS_SECRET_ACCESS_KEY", key.secret().reveal());
    }
    int port = PlainServer.start(sallyport).getAddress().getPort();
    export("ENDPOINT", "http://127.0.0.1:" + port);
  }

  /** Whole, with its end: under Maven println writes that apart, and the log may come between. */
  private static void export(String name, String value) {
    System.out.print("export " + name + "=" + value + "\n");
  }

  static Sallyport open(Path data) {
    // shown from here: open
    Sallyport sallyport =
        Sallyport.builder()
            .masterKey(MasterKey.openOrCreate(data.resolve("master.key"))) // keep a copy elsewhere
            .store(JdbcStore.open("jdbc:h2:" + data.resolve("iam").toAbsolutePath()))
            .auditSink(event -> LOG.log(INFO, event)) // who did, asked and was refused what
            .build();
    Runtime.getRuntime().addShutdownHook(new Thread(sallyport::close)); // tells what still waits
    // shown to here: open
    return sallyport;
  }

  static AccessKey begin(Sallyport sallyport) {
    // shown from here: begin
    UserName alice = new UserName("alice");
    sallyport.users().create(alice);
    sallyport.users().putPolicy(alice, new PolicyName("Photos"), ALL);
    AccessKey key = sallyport.users().createAccessKey(alice); // its secret is shown this once

    sallyport.roles().create(CreateRoleRequest.of("Reader", TRUST)); // alice may assume it
    sallyport.roles().putPolicy(new RoleName("Reader"), new PolicyName("Read"), READ);
    // shown to here: begin
    return key;
  }

  /** The same in one process, without HTTP. */
  static Decision run(Path data) {
    try (Sallyport sallyport = open(data)) {
      begin(sallyport);
      // shown from here: decide
      Principal alice = sallyport.principal(new UserName("alice"));
      AssumedRole session =
          sallyport
              .sts()
              .assumeRole(alice, AssumeRoleRequest.of("arn:aws:iam:::role/Reader", "monday"));
      Decision decision =
          sallyport
              .access()
              .decide(
                  session.principal(),
                  "s3:GetObject",
                  "arn:aws:s3:::photos/2026/1.jpg",
                  RequestContext.empty());
      // shown to here: decide
      return decision;
    }
  }
}
