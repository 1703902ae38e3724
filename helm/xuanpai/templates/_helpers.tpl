{{/* Names are cut at 50, so that the longest suffix (-default-deny) still fits into a label. */}}
{{- define "xuanpai.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "xuanpai.fullname" -}}
{{- $name := include "xuanpai.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Labels that select every pod of the release. */}}
{{- define "xuanpai.releaseLabels" -}}
app.kubernetes.io/name: {{ include "xuanpai.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Takes dict "root" $ "component" "web". */}}
{{- define "xuanpai.selectorLabels" -}}
{{ include "xuanpai.releaseLabels" .root }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/*
Labels of a pod: without versions, so that a new chart version alone restarts nothing.
Takes dict "root" $ "component" "web".
*/}}
{{- define "xuanpai.podLabels" -}}
{{ include "xuanpai.selectorLabels" . }}
app.kubernetes.io/part-of: xuanpai
{{- end -}}

{{/* Labels of an object. Takes dict "root" $ "component" "web". */}}
{{- define "xuanpai.labels" -}}
{{ include "xuanpai.podLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{- define "xuanpai.image" -}}
{{- $registry := default .Values.image.registry .Values.global.imageRegistry -}}
{{- $registry := required "image.registry (or global.imageRegistry) is required: name the registry that holds the image. 请填写镜像仓库地址。" $registry -}}
{{- if eq .Values.image.tag "latest" -}}
{{- fail "image.tag: latest changes under a running installation; name a release or set image.digest. 请填写固定的版本号,不要使用 latest。" -}}
{{- end -}}
{{- $image := printf "%s/%s" $registry .Values.image.repository -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $image .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $image (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/* The name of the Secret for one part. Takes dict "root" $ "part" "database". */}}
{{- define "xuanpai.secretName" -}}
{{- $own := get .root.Values.secrets .part -}}
{{- $message := printf "secrets.existingSecret (or secrets.%s) is required: name a Secret that exists in the namespace. 请先创建 Secret,再填写其名称。" .part -}}
{{- required $message (default .root.Values.secrets.existingSecret $own) -}}
{{- end -}}

{{- define "xuanpai.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "xuanpai.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* The migration job runs before the release's own account exists, so it brings one along. */}}
{{- define "xuanpai.migrationServiceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- printf "%s-migrate" (include "xuanpai.fullname" .) -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/*
The environment that is no secret, as a map. Whole numbers arrive as floats: without int64, 20971520
would be written 2.097152e+07, which the application refuses.
*/}}
{{- define "xuanpai.settings" -}}
XUANPAI_ENVIRONMENT: production
XUANPAI_HOST: "0.0.0.0"
XUANPAI_PORT: "8000"
XUANPAI_DATA_DIR: /tmp/xuanpai
TZ: {{ .Values.global.timezone | quote }}
{{- range $name, $value := .Values.settings }}
{{- if and (kindIs "float64" $value) (eq $value (floor $value)) }}
{{ $name }}: {{ int64 $value | quote }}
{{- else }}
{{ $name }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end -}}
