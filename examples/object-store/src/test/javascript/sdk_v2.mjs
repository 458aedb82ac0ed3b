// AWS's SDK for JavaScript, version 2, which projects that are old still have: a session, and URLs that it signs, into which
// it moves the headers.

import assert from 'node:assert/strict';
import AWS from 'aws-sdk';

const {ENDPOINT} = process.env;
const common = {endpoint: ENDPOINT, region: 'us-east-1'};
const keys = user => ({
  accessKeyId: process.env[`ACCESS_KEY_OF_${user}`], secretAccessKey: process.env[`SECRET_KEY_OF_${user}`],
});
const Bucket = 'my-bucket';
const statement = more => JSON.stringify({Version: '2012-10-17', Statement: {Effect: 'Allow', ...more}});

const iam = new AWS.IAM({...common, ...keys('TESTER1')});
const {Role: {Arn: RoleArn}} = await iam.createRole({
  RoleName: 'S3Access',
  AssumeRolePolicyDocument: statement({Principal: {AWS: 'arn:aws:iam:::user/TESTER2'}, Action: 'sts:AssumeRole'}),
}).promise();
await iam.putRolePolicy({
  RoleName: 'S3Access', PolicyName: 'Policy',
  PolicyDocument: statement({Action: 's3:*', Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`]}),
}).promise();

const credentials = new AWS.ChainableTemporaryCredentials({
  params: {RoleArn, RoleSessionName: 'js'}, stsConfig: common, masterCredentials: new AWS.Credentials(keys('TESTER2')),
});
const s3 = new AWS.S3({...common, credentials, s3ForcePathStyle: true, signatureVersion: 'v4'});
await s3.createBucket({Bucket}).promise();
await s3.upload({Bucket, Key: 'parts', Body: Buffer.alloc(6 << 20, 'x')}, {partSize: 5 << 20}).promise();
assert.equal((await s3.headObject({Bucket, Key: 'parts'}).promise()).ContentLength, 6 << 20);

const signed = (operation, more) => s3.getSignedUrlPromise(operation, {Bucket, Key: 'put', Expires: 60, ...more});
const url = await signed('putObject', {Metadata: {team: 'photos'}, ContentType: 'text/plain'});
assert.match(url, /[?&]x-amz-meta-team=photos/); // "Hoisted"
const put = (address, body, type = 'text/plain') =>
  fetch(address, {method: 'PUT', body, headers: {'Content-Type': type}}).then(answer => answer.status);
// It signs no Content-Type, and what it puts of it into the query says nothing.
assert.equal(await put(url.replace('team=photos', 'team=sales'), 'hello'), 400); // InvalidToken
assert.equal(await put(url, 'hello'), 200);
const got = await s3.getObject({Bucket, Key: 'put'}).promise();
assert.deepEqual([got.Body.toString(), got.Metadata, got.ContentType], ['hello', {team: 'photos'}, 'text/plain']);
assert.equal(await (await fetch(await signed('getObject', {}))).text(), 'hello');

// A sum that the URL holds is held to.
const sum = await signed('putObject', {ContentMD5: 'XUFAKrxLKna5cZ2REBfFkg=='}); // Of "hello"
const putSum = body =>
  fetch(sum, {method: 'PUT', body, headers: {'Content-MD5': 'XUFAKrxLKna5cZ2REBfFkg=='}}).then(answer => answer.status);
assert.equal(await putSum('hallo'), 400);
assert.equal(await putSum('hello'), 200);

const form = s3.createPresignedPost({Bucket, Fields: {key: 'form'}, Conditions: [['content-length-range', 1, 9]]});
const post = file => {
  const body = new FormData();
  Object.entries(form.fields).forEach(([name, value]) => body.append(name, value));
  body.append('file', new Blob([file]));
  return fetch(form.url, {method: 'POST', body}).then(answer => answer.status);
};
assert.equal(await post('too long for it'), 400);
assert.equal(await post('by form'), 204);

await assert.rejects(s3.listBuckets().promise(), {code: 'AccessDenied'});
await assert.rejects(s3.getObject({Bucket, Key: 'absent'}).promise(), {code: 'NoSuchKey'});
const {Contents} = await s3.listObjectsV2({Bucket}).promise();
assert.deepEqual(Contents.map(({Key}) => Key), ['form', 'parts', 'put']);
await s3.deleteObjects({Bucket, Delete: {Objects: Contents.map(({Key}) => ({Key}))}}).promise();
await s3.deleteBucket({Bucket}).promise();
