{{- define "xuanpai.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: {{ int64 .Values.podSecurity.runAsUser }}
runAsGroup: {{ int64 .Values.podSecurity.runAsGroup }}
fsGroup: {{ int64 .Values.podSecurity.runAsGroup }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "xuanpai.containerSecurityContext" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/*
What every pod shares: account, pull secrets, security, placement. Takes dict "root" $ "values" .Values.web
"serviceAccount" name. Service links are off: for a Service called xuanpai the cluster would set
XUANPAI_PORT=tcp://…, which is the name of our own setting.
*/}}
{{- define "xuanpai.podBasics" -}}
serviceAccountName: {{ .serviceAccount }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  {{- include "xuanpai.podSecurityContext" .root | nindent 2 }}
{{- with .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Takes dict "root" $ "component" "web" "values" .Values.web. */}}
{{- define "xuanpai.topologySpread" -}}
{{- $spread := .values.topologySpread -}}
{{- $labels := include "xuanpai.selectorLabels" . -}}
{{- range $key, $when := dict "topology.kubernetes.io/zone" $spread.zone "kubernetes.io/hostname" $spread.host }}
{{- if ne $when "Off" }}
- maxSkew: 1
  topologyKey: {{ $key }}
  whenUnsatisfiable: {{ $when }}
  labelSelector:
    matchLabels:
      {{- $labels | nindent 6 }}
  matchLabelKeys: [pod-template-hash]
{{- end }}
{{- end }}
{{- end -}}

{{/* The secrets of a running component: by key, so that no component receives more than it names. */}}
{{- define "xuanpai.runtimeSecretEnv" -}}
{{- $root := . -}}
{{- $objectStore := list "XUANPAI_S3_ENDPOINT" "XUANPAI_S3_ACCESS_KEY" "XUANPAI_S3_SECRET_KEY" "XUANPAI_S3_BUCKET" -}}
{{- include "xuanpai.secretEnv" (dict "root" $root "part" "database" "keys" (list "XUANPAI_DATABASE_URL")) }}
{{ include "xuanpai.secretEnv" (dict "root" $root "part" "objectStore" "keys" $objectStore) }}
{{ include "xuanpai.secretEnv" (dict "root" $root "part" "masterKey" "keys" (list "XUANPAI_MASTER_KEY")) }}
{{ include "xuanpai.secretEnv" (dict "root" $root "part" "masterKey" "keys" (list "XUANPAI_PREVIOUS_MASTER_KEYS") "optional" true) }}
{{- end -}}

{{/* Takes dict "root" $ "part" "database" "keys" (list …), and "optional" true where the Secret may lack them. */}}
{{- define "xuanpai.secretEnv" -}}
{{- $secret := include "xuanpai.secretName" . -}}
{{- range $index, $key := .keys }}
{{- if $index }}{{ "\n" }}{{ end -}}
- name: {{ $key }}
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ $key }}
{{- if $.optional }}
      optional: true
{{- end }}
{{- end }}
{{- end -}}

{{/* The root file system is read-only; /tmp is the one place to write. */}}
{{- define "xuanpai.fixedEnv" -}}
- name: HOME
  value: /tmp
- name: PYTHONDONTWRITEBYTECODE
  value: "1"
{{- if .Values.caBundle.existingConfigMap }}
- name: SSL_CERT_FILE
  value: /etc/xuanpai/ca/ca.crt
- name: PGSSLROOTCERT
  value: /etc/xuanpai/ca/ca.crt
{{- else if hasPrefix "verify-" .Values.database.sslMode }}
{{- fail "database.sslMode verifies the server's certificate: name the authority in caBundle.existingConfigMap. 校验数据库证书需要先配置 caBundle.existingConfigMap。" }}
{{- end }}
{{- with .Values.database.sslMode }}
- name: PGSSLMODE
  value: {{ . }}
{{- end }}
{{- end -}}

{{- define "xuanpai.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
{{- if .Values.caBundle.existingConfigMap }}
- name: ca-bundle
  mountPath: /etc/xuanpai/ca
  readOnly: true
{{- end }}
{{- end -}}

{{/* Takes dict "root" $ "values" .Values.web. */}}
{{- define "xuanpai.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: {{ .values.tmpSizeLimit }}
{{- with .root.Values.caBundle }}
{{- if .existingConfigMap }}
- name: ca-bundle
  configMap:
    name: {{ .existingConfigMap }}
    items:
      - key: {{ .key }}
        path: ca.crt
{{- end }}
{{- end }}
{{- end -}}

{{/* Annotations that make a changed configuration restart the pods. Takes dict "root" $ "values" .Values.web. */}}
{{- define "xuanpai.podAnnotations" -}}
checksum/settings: {{ include "xuanpai.settings" .root | sha256sum }}
checksum/secrets: {{ toJson .root.Values.secrets | sha256sum }}
{{- with .values.podAnnotations }}
{{ toYaml . }}
{{- end }}
{{- end -}}
