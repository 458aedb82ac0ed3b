// AWS's SDK for JavaScript, version 3: makes a role, and takes it by fromTemporaryCredentials and fromWebToken.

import assert from 'node:assert/strict';
import {CreateOpenIDConnectProviderCommand, CreateRoleCommand, IAMClient, PutRolePolicyCommand} from '@aws-sdk/client-iam';
import {
  CopyObjectCommand, CreateBucketCommand, CreateMultipartUploadCommand, CompleteMultipartUploadCommand, DeleteObjectsCommand,
  DeleteBucketCommand, GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client, UploadPartCommand, paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';
import {fromTemporaryCredentials, fromWebToken} from '@aws-sdk/credential-providers';
import {getSignedUrl} from '@aws-sdk/s3-request-presigner';

const {ENDPOINT, PROVIDER_URL, CLIENT_ID, THUMBPRINT, WEB_TOKEN} = process.env;
const common = {endpoint: ENDPOINT, region: 'us-east-1'};
const keys = user => ({
  accessKeyId: process.env[`ACCESS_KEY_OF_${user}`], secretAccessKey: process.env[`SECRET_KEY_OF_${user}`],
});
const s3 = credentials => new S3Client({...common, forcePathStyle: true, credentials});
const Bucket = 'my-bucket';

async function refused(code, promise) {
  await assert.rejects(promise, error => [error.name, error.Code].includes(code) || assert.fail(error));
}

const statement = more => JSON.stringify({Version: '2012-10-17', Statement: {Effect: 'Allow', ...more}});
const bucketAndObjects = [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`];

async function makeRole(iam, RoleName, trust, policy) {
  const {Role} = await iam.send(new CreateRoleCommand({RoleName, AssumeRolePolicyDocument: statement(trust)}));
  await iam.send(new PutRolePolicyCommand({RoleName, PolicyName: 'Policy', PolicyDocument: statement(policy)}));
  return Role.Arn;
}

const iam = new IAMClient({...common, credentials: keys('TESTER1')});
const RoleArn = await makeRole(
  iam, 'S3Access', {Principal: {AWS: 'arn:aws:iam:::user/TESTER2'}, Action: 'sts:AssumeRole'},
  {Action: 's3:*', Resource: bucketAndObjects});
const {OpenIDConnectProviderArn} = await iam.send(new CreateOpenIDConnectProviderCommand(
  {Url: PROVIDER_URL, ClientIDList: [CLIENT_ID], ThumbprintList: [THUMBPRINT]}));
const webRole = await makeRole(
  iam, 'Web',
  {
    Principal: {Federated: OpenIDConnectProviderArn}, Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {StringEquals: {[`${PROVIDER_URL.split('://')[1]}:aud`]: CLIENT_ID}},
  },
  {Action: 's3:GetObject', Resource: bucketAndObjects});
await refused('AccessDenied', new IAMClient({...common, credentials: keys('TESTER2')}).send(
  new CreateRoleCommand({RoleName: 'Mine', AssumeRolePolicyDocument: '{}'})));

// A role by a user's keys
const role = fromTemporaryCredentials({
  masterCredentials: keys('TESTER2'), clientConfig: common, params: {RoleArn, RoleSessionName: 'js', DurationSeconds: 900},
});
assert.match(
  (await new STSClient({...common, credentials: role}).send(new GetCallerIdentityCommand({}))).Arn, /assumed-role\/S3Access\/js$/);
const asRole = s3(role);
await asRole.send(new CreateBucketCommand({Bucket}));
await asRole.send(new PutObjectCommand({Bucket, Key: 'a/sm+all ü.txt', Body: 'small', Metadata: {team: 'photos'}}));
const read = async (client, Key) => (await client.send(new GetObjectCommand({Bucket, Key}))).Body.transformToString();
assert.equal(await read(asRole, 'a/sm+all ü.txt'), 'small');
for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256']) {
  await asRole.send(new PutObjectCommand({Bucket, Key: `sums/${ChecksumAlgorithm}`, Body: ChecksumAlgorithm, ChecksumAlgorithm}));
}
await asRole.send(new CopyObjectCommand({Bucket, Key: 'copy', CopySource: encodeURIComponent(`${Bucket}/a/sm+all ü.txt`)}));
assert.equal(await read(asRole, 'copy'), 'small');

const upload = {Bucket, Key: 'parts'};
const {UploadId} = await asRole.send(new CreateMultipartUploadCommand(upload));
const Parts = [];
for (const [index, Body] of [Buffer.alloc(5 << 20, 'x'), Buffer.from('end')].entries()) {
  const {ETag} = await asRole.send(new UploadPartCommand({...upload, UploadId, PartNumber: index + 1, Body}));
  Parts.push({PartNumber: index + 1, ETag});
}
await asRole.send(new CompleteMultipartUploadCommand({...upload, UploadId, MultipartUpload: {Parts}}));
assert.equal((await read(asRole, 'parts')).length, (5 << 20) + 3);

const url = await getSignedUrl(asRole, new GetObjectCommand({Bucket, Key: 'copy'}), {expiresIn: 60});
assert.equal(await (await fetch(url)).text(), 'small');
const putUrl = await getSignedUrl(
  asRole, new PutObjectCommand({Bucket, Key: 'put', Metadata: {team: 'photos'}, ContentType: 'text/plain'}),
  {expiresIn: 60, signableHeaders: new Set(['content-type'])});
const put = (body, type) => fetch(putUrl, {method: 'PUT', body, headers: {'Content-Type': type}});
assert.equal((await put('by URL', 'text/html')).status, 400); // InvalidToken, as of all that a session signed wrongly
assert.equal((await put('by URL', 'text/plain')).status, 200);
const {Metadata} = await asRole.send(new GetObjectCommand({Bucket, Key: 'put'}));
assert.deepEqual(Metadata, {team: 'photos'}); // It was in the URL: "hoisted".
assert.equal((await fetch(url.replace('/copy?', '/put?'))).status, 400);

await refused('AccessDenied', asRole.send(new ListBucketsCommand({})));
await refused('AccessDenied', asRole.send(new CreateBucketCommand({Bucket: 'your-bucket'})));
await refused('NoSuchKey', asRole.send(new GetObjectCommand({Bucket, Key: 'absent'})));

// A role by a provider's token, and no keys
const asWeb = s3(fromWebToken({roleArn: webRole, webIdentityToken: WEB_TOKEN, roleSessionName: 'js', clientConfig: common}));
assert.equal(await read(asWeb, 'copy'), 'small');
await refused('AccessDenied', asWeb.send(new PutObjectCommand({Bucket, Key: 'mine', Body: ''})));
await refused(
  'InvalidIdentityToken',
  read(s3(fromWebToken({roleArn: webRole, webIdentityToken: `${WEB_TOKEN}x`, clientConfig: common})), 'copy'));

// All gone
for await (const {Contents} of paginateListObjectsV2({client: asRole, pageSize: 3}, {Bucket})) {
  const {Errors} = await asRole.send(
    new DeleteObjectsCommand({Bucket, Delete: {Objects: Contents.map(({Key}) => ({Key}))}}));
  assert.deepEqual(Errors ?? [], []);
}
await asRole.send(new DeleteBucketCommand({Bucket}));
