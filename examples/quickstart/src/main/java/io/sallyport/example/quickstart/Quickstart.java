package io.sallyport.example.quickstart;

import io.sallyport.Sallyport;
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
import java.nio.file.Path;

/** A user assumes a role and may do what the role may. README shows this method's body. */
final class Quickstart {
  static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
       "Principal": {"AWS": "arn:aws:iam:::user/alice"}}}
      """;
  static final String READ =
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject",
       "Resource": "arn:aws:s3:::photos/*"}}
      """;

  private Quickstart() {}

  static Decision run(Path data) {
    // README from here: quickstart
    try (Sallyport sallyport =
        Sallyport.builder()
            .masterKey(MasterKey.openOrCreate(data.resolve("master.key")))
            .store(JdbcStore.open("jdbc:h2:" + data.resolve("iam").toAbsolutePath()))
            .build()) {
      sallyport.users().create(new UserName("alice"));
      Principal alice = sallyport.principal(new UserName("alice"));
      sallyport.roles().create(CreateRoleRequest.of("Reader", TRUST));
      sallyport.roles().putPolicy(new RoleName("Reader"), new PolicyName("Read"), READ);

      AssumedRole session =
          sallyport
              .sts()
              .assumeRole(alice, AssumeRoleRequest.of("arn:aws:iam:::role/Reader", "monday"));
      return sallyport
          .access()
          .decide(
              session.principal(),
              "s3:GetObject",
              "arn:aws:s3:::photos/1.jpg",
              RequestContext.empty());
    }
    // README to here: quickstart
  }
}
