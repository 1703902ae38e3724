{{/*
One egress rule each. They take .Values.networkPolicy. An empty list of peers means "nobody" here, while an
empty "to" means "everybody" to the cluster: so the rule is left out.
*/}}
{{- define "xuanpai.egressToDns" -}}
{{- with .dnsTo -}}
- to:
    {{- toYaml . | nindent 4 }}
  ports:
    - protocol: UDP
      port: 53
    - protocol: TCP
      port: 53
{{- end }}
{{- end -}}

{{- define "xuanpai.egressToDatabase" -}}
{{- if and .databaseTo .databasePorts -}}
{{ include "xuanpai.egressRule" (dict "to" .databaseTo "ports" .databasePorts) }}
{{- end }}
{{- end -}}

{{- define "xuanpai.egressToObjectStore" -}}
{{- if and .objectStoreTo .objectStorePorts -}}
{{ include "xuanpai.egressRule" (dict "to" .objectStoreTo "ports" .objectStorePorts) }}
{{- end }}
{{- end -}}

{{- define "xuanpai.egressToVirusScanner" -}}
{{- if and .virusScannerTo .virusScannerPorts -}}
{{ include "xuanpai.egressRule" (dict "to" .virusScannerTo "ports" .virusScannerPorts) }}
{{- end }}
{{- end -}}

{{- define "xuanpai.egressRule" -}}
- to:
    {{- toYaml .to | nindent 4 }}
  ports:
    {{- range .ports }}
    - protocol: TCP
      port: {{ . }}
    {{- end }}
{{- end -}}
